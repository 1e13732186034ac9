using ChatFlow.Application.Mail;
using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Sessions;
using ChatFlow.Domain.Permissions;
using ChatFlow.Domain.Users;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Users;

/// <summary>
/// Mails a new link that verifies the address; the old one stops working. Answers alike for addresses that are unknown or verified
/// already: nobody learns here who has an account.
/// </summary>
public sealed record ResendVerification(string? Email) : IRequest<Unit>, IRestricted
{
    public static Permission Permission => Permission.Anonymous;
}

internal sealed class ResendVerificationValidator : AbstractValidator<ResendVerification>
{
    public ResendVerificationValidator() => RuleFor(r => r.Email).Required().Text(User.MaxEmail);
}

internal sealed class ResendVerificationHandler(IUserStore users, ISecrets secrets, MailTexts texts, TimeProvider clock)
    : IRequestHandler<ResendVerification, Unit>
{
    public async Task<Unit> Handle(ResendVerification request, CancellationToken cancellationToken)
    {
        var email = request.Email!.Trim();
        var found = await users.FindRecipient(email, cancellationToken);
        var secret = secrets.New();
        var mail = texts.VerifyAddress(found?.Email ?? email, found?.DisplayName ?? email, secret);
        var token = found is { EmailVerified: false } ? VerificationToken.For(found.UserId, secrets.Hash(secret), clock) : null;
        await users.RenewVerification(token, mail, cancellationToken);
        return Unit.Value;
    }
}
