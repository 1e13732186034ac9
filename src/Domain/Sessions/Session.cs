namespace ChatFlow.Domain.Sessions;

/// <summary>A device signed in. Access tokens name it; the refresh secret is kept as a hash only.</summary>
public sealed record Session(
    Guid Id, Guid UserId, byte[] RefreshHash, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, string? Address, string? UserAgent)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    public static Session Open(Guid userId, byte[] refreshHash, string? address, string? userAgent, TimeProvider clock)
    {
        var now = clock.Now();
        return new Session(clock.NewId(), userId, refreshHash, now, now + Lifetime, address, userAgent);
    }
}
