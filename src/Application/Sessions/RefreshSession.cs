using System.Security.Cryptography;
using ChatFlow.Application.Audit;
using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Users;
using ChatFlow.Domain;
using ChatFlow.Domain.Permissions;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Sessions;

/// <summary>Exchanges a refresh token for a new one and a new access token. A token that comes twice ends its session.</summary>
/// <param name="FromCookie">The browser sends cookies by itself, whoever's page asks: then the CSRF token must prove that it was ours.</param>
public sealed record RefreshSession(string? RefreshToken, bool FromCookie, string? CsrfToken) : IRequest<LoggedIn>, IRestricted
{
    public static Permission Permission => Permission.Anonymous;
}

internal sealed class RefreshSessionValidator : AbstractValidator<RefreshSession>
{
    public RefreshSessionValidator() => RuleFor(r => r.RefreshToken).Required().Text(200);
}

internal sealed class RefreshSessionHandler(
    IUserStore users, ISecrets secrets, IAccessTokens tokens, ISessionStore sessions, ICaller caller, TimeProvider clock)
    : IRequestHandler<RefreshSession, LoggedIn>
{
    public async Task<LoggedIn> Handle(RefreshSession request, CancellationToken cancellationToken)
    {
        var hash = secrets.Hash(request.RefreshToken!);
        var found = await sessions.FindRefreshToken(hash, clock.Now(), cancellationToken) ?? throw Invalid();
        // Before anything changes: a foreign page must not even be able to end the session.
        if (request.FromCookie && !IsOurPage(request.CsrfToken, found.CsrfHash))
            throw new ForbiddenException("The CSRF token is missing or wrong.");

        var refreshToken = secrets.New();
        if (found.WasUsed || !await sessions.Rotate(hash, secrets.Hash(refreshToken), clock.Now(), cancellationToken))
        {
            // Two have this token, and one of them is not who it was given to. Which one cannot be told, so both are out.
            await sessions.End(found.UserId, found.SessionId, AuditAction.SessionRevoked, caller.Origin(), cancellationToken);
            throw Invalid();
        }
        var access = tokens.Issue(found.UserId, found.SessionId);
        var user = await users.Get(found.UserId, cancellationToken);
        return new LoggedIn(access.Value, "Bearer", access.ExpiresIn, refreshToken, request.FromCookie ? request.CsrfToken : null, user);
    }

    private bool IsOurPage(string? csrfToken, byte[]? csrfHash) =>
        csrfToken is not null && csrfHash is not null && CryptographicOperations.FixedTimeEquals(secrets.Hash(csrfToken), csrfHash);

    private static UnauthorizedException Invalid() => new("TOKEN_INVALID", "The refresh token is not valid. Please sign in again.");
}
