using ChatFlow.Application.Audit;
using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Sessions;
using ChatFlow.Domain;
using ChatFlow.Domain.Permissions;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Users;

/// <summary>Uses up the token of a verification mail.</summary>
public sealed record VerifyEmail(string? Token) : IRequest<UserDto>, IRestricted
{
    public static Permission Permission => Permission.Anonymous;
}

internal sealed class VerifyEmailValidator : AbstractValidator<VerifyEmail>
{
    public VerifyEmailValidator() => RuleFor(r => r.Token).Required().Text(200);
}

internal sealed class VerifyEmailHandler(IUserStore users, ISecrets secrets, ICaller caller, TimeProvider clock)
    : IRequestHandler<VerifyEmail, UserDto>
{
    public async Task<UserDto> Handle(VerifyEmail request, CancellationToken cancellationToken)
    {
        var userId = await users.VerifyEmail(secrets.Hash(request.Token!), clock.Now(), caller.Origin(), cancellationToken)
            ?? throw new InvalidRequestException("token", "invalid", "This link was used already, has expired, or is not complete.");
        return await users.Get(userId, cancellationToken);
    }
}
