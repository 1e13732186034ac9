using ChatFlow.Application.Mail;
using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Sessions;
using ChatFlow.Domain.Permissions;
using ChatFlow.Domain.Users;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Users;

/// <summary>
/// Mails a link for choosing a new password; an earlier one stops working. Answers alike, and works as much, for an address that
/// nobody has.
/// </summary>
public sealed record ForgotPassword(string? Email) : IRequest<Unit>, IRestricted
{
    public static Permission Permission => Permission.Anonymous;
}

internal sealed class ForgotPasswordValidator : AbstractValidator<ForgotPassword>
{
    public ForgotPasswordValidator() => RuleFor(r => r.Email).Required().Text(User.MaxEmail);
}

internal sealed class ForgotPasswordHandler(
    IUserStore users, IPasswordStore store, ISecrets secrets, MailTexts texts, TimeProvider clock) : IRequestHandler<ForgotPassword, Unit>
{
    public async Task<Unit> Handle(ForgotPassword request, CancellationToken cancellationToken)
    {
        var email = request.Email!.Trim();
        var found = await users.FindRecipient(email, cancellationToken);
        var secret = secrets.New();
        var mail = texts.ResetPassword(found?.Email ?? email, found?.DisplayName ?? email, secret);
        var reset = found is null ? null : PasswordReset.For(found.UserId, secrets.Hash(secret), clock);
        await store.AddReset(reset, mail, cancellationToken);
        return Unit.Value;
    }
}
