namespace ChatFlow.Domain.Sessions;

/// <summary>A device signed in. Access tokens name it, and die with it.</summary>
/// <param name="CsrfHash">Set when the refresh token is kept in a cookie: what proves that our own page sends it.</param>
public sealed record Session(
    Guid Id, Guid UserId, byte[]? CsrfHash, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, string? Address, string? UserAgent)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    public static Session Open(Guid userId, byte[]? csrfHash, string? address, string? userAgent, TimeProvider clock)
    {
        var now = clock.Now();
        return new Session(clock.NewId(), userId, csrfHash, now, now + Lifetime, address, userAgent);
    }
}

/// <summary>A session is over: logged out, ended from another device, or because a used refresh token came again.</summary>
public sealed record SessionEnded(Guid SessionId, Guid UserId) : IDomainEvent;
