using ChatFlow.Application.Audit;
using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Sessions;
using ChatFlow.Domain;
using ChatFlow.Domain.Permissions;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Users;

/// <summary>Uses up the token of a reset mail: the password is a new one, and every device has to sign in again.</summary>
public sealed record ResetPassword(string? Token, string? Password) : IRequest<Unit>, IRestricted
{
    public static Permission Permission => Permission.Anonymous;
}

internal sealed class ResetPasswordValidator : AbstractValidator<ResetPassword>
{
    public ResetPasswordValidator()
    {
        RuleFor(r => r.Token).Required().Text(200);
        RuleFor(r => r.Password).NewPassword();
    }
}

internal sealed class ResetPasswordHandler(IPasswordStore store, IPasswords passwords, ISecrets secrets, ICaller caller)
    : IRequestHandler<ResetPassword, Unit>
{
    public async Task<Unit> Handle(ResetPassword request, CancellationToken cancellationToken)
    {
        var hash = await passwords.Hash(request.Password!, cancellationToken);
        return await store.Reset(secrets.Hash(request.Token!), hash, caller.Origin(), cancellationToken)
            ? Unit.Value
            : throw new InvalidRequestException("token", "invalid", "This link was used already, has expired, or is not complete.");
    }
}
