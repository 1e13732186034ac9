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

internal sealed class ResetPasswordHandler(
    IPasswordResets resets, IPasswords passwords, ISecrets secrets, ISessionStore sessions, TimeProvider clock) : IRequestHandler<ResetPassword, Unit>
{
    public async Task<Unit> Handle(ResetPassword request, CancellationToken cancellationToken)
    {
        var hash = await passwords.Hash(request.Password!, cancellationToken);
        var userId = await resets.Use(secrets.Hash(request.Token!), hash, clock.Now(), cancellationToken)
            ?? throw new InvalidRequestException("token", "invalid", "This link was used already, has expired, or is not complete.");
        // Not cancelled when the client hangs up now: whoever was in with the old password must not stay.
        await sessions.EndAllOf(userId, CancellationToken.None);
        return Unit.Value;
    }
}
