using ChatFlow.Application.Audit;
using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Users;
using ChatFlow.Domain;
using ChatFlow.Domain.Permissions;
using ChatFlow.Domain.Sessions;
using ChatFlow.Domain.Users;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Sessions;

/// <summary>Opens a session on a device.</summary>
/// <param name="Kind">"cookie" for browsers, whose refresh token no script must see; null or "token" otherwise.</param>
public sealed record LogIn(string? Email, string? Password, string? Kind) : IRequest<LoggedIn>, IRestricted
{
    public static Permission Permission => Permission.Anonymous;
}

/// <param name="TokenType">Always Bearer.</param>
/// <param name="ExpiresIn">Seconds until the access token expires.</param>
/// <param name="RefreshToken">Good once, for 30 days; null on the wire when it is in the cookie.</param>
/// <param name="CsrfToken">To be sent back as X-CSRF-Token with the cookie; null for sessions without one.</param>
public sealed record LoggedIn(string AccessToken, string TokenType, int ExpiresIn, string? RefreshToken, string? CsrfToken, UserDto User);

internal sealed class LogInValidator : AbstractValidator<LogIn>
{
    public LogInValidator()
    {
        RuleFor(r => r.Email).Required().Text(User.MaxEmail);
        RuleFor(r => r.Password).Required().Text(PasswordPolicy.MaxLength);
        RuleFor(r => r.Kind).Must(kind => kind is null or "cookie" or "token").OverridePropertyName("session")
            .WithErrorCode("one_of").WithMessage("'session' must be cookie or token.");
    }
}

internal sealed class LogInHandler(
    IUserStore users, IPasswords passwords, ISecrets secrets, IAccessTokens tokens, ISessionStore sessions, ILoginAttempts attempts,
    ICaller caller, TimeProvider clock)
    : IRequestHandler<LogIn, LoggedIn>
{
    public async Task<LoggedIn> Handle(LogIn request, CancellationToken cancellationToken)
    {
        var found = await Check(request, cancellationToken) ?? throw UnauthorizedException.WrongCredentials();
        // Only after the password was right: whoever guesses must not learn which addresses wait for verification.
        if (!found.EmailVerified)
            throw new ForbiddenException("Verify your address first: open the link in the mail that we sent you.");

        var refreshToken = secrets.New();
        var csrfToken = request.Kind == "cookie" ? secrets.New() : null;
        var csrfHash = csrfToken is null ? null : secrets.Hash(csrfToken);
        var session = Session.Open(found.UserId, csrfHash, caller.Address, caller.UserAgent, clock);
        await sessions.Add(session, secrets.Hash(refreshToken), cancellationToken);

        var access = tokens.Issue(found.UserId, session.Id);
        var user = await users.Get(found.UserId, cancellationToken);
        return new LoggedIn(access.Value, "Bearer", access.ExpiresIn, refreshToken, csrfToken, user);
    }

    private async Task<Credentials?> Check(LogIn request, CancellationToken cancellationToken)
    {
        var email = request.Email!.Trim();
        var isRight = false;
        await attempts.Begin(email, cancellationToken);
        try
        {
            var found = await users.FindCredentials(email, cancellationToken);
            isRight = await passwords.Verify(request.Password!, found?.PasswordHash, cancellationToken);
            return isRight ? found : null;
        }
        finally
        {
            // An attempt that broke off counts as failed: else breaking off would be a way to try for ever.
            await attempts.End(email, isRight, caller.Origin());
        }
    }
}
