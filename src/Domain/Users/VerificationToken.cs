namespace ChatFlow.Domain.Users;

/// <summary>Proof that an address is read by whoever registered it. Only the hash of the secret is kept.</summary>
public sealed record VerificationToken(Guid UserId, byte[] SecretHash, DateTimeOffset ExpiresAt)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    public static VerificationToken For(Guid userId, byte[] secretHash, TimeProvider clock) =>
        new(userId, secretHash, clock.Now() + Lifetime);
}
