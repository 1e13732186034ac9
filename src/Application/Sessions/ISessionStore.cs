using ChatFlow.Application.Audit;
using ChatFlow.Domain.Sessions;

namespace ChatFlow.Application.Sessions;

/// <summary>Devices signed in. Whatever ends a session publishes <see cref="SessionEnded"/>, and the session is dead when the call returns.</summary>
public interface ISessionStore
{
    /// <summary>Adds and audits a login.</summary>
    /// <param name="refreshHash">Of the session's first refresh token.</param>
    Task Add(Session session, byte[] refreshHash, CancellationToken cancellationToken);

    /// <summary>Asked of every request and hub call. May be remembered, never beyond the end of the session.</summary>
    ValueTask<bool> IsLive(Guid sessionId, CancellationToken cancellationToken);

    /// <summary>Whose refresh token this is or was; null when it is none of ours, or its session is over or expired.</summary>
    Task<RefreshTokenFound?> FindRefreshToken(byte[] refreshHash, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Replaces the token by a new one. False when it was used already, also when that happened just now.</summary>
    Task<bool> Rotate(byte[] refreshHash, byte[] newRefreshHash, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The user's sessions, the last used first.</summary>
    Task<IReadOnlyList<SessionDto>> ListOf(Guid userId, Guid currentSessionId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Ends one session of this user. False, and nothing audited, when there is none with this id.</summary>
    /// <param name="as">What is audited: how it came to its end.</param>
    Task<bool> End(Guid userId, Guid sessionId, AuditAction @as, Origin from, CancellationToken cancellationToken);
}

/// <param name="CsrfHash">Null for sessions whose refresh token is not in a cookie.</param>
public sealed record RefreshTokenFound(Guid SessionId, Guid UserId, byte[]? CsrfHash, bool WasUsed);

/// <summary>A device signed in, on the wire.</summary>
/// <param name="Address">The network address that it signed in from.</param>
/// <param name="Current">The one that asks.</param>
public sealed record SessionDto(
    Guid Id, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt, string? Address, string? UserAgent, bool Current);
