namespace ChatFlow.Domain.Users;

/// <summary>Leave to choose a new password, mailed to the account's address. Only the hash of the secret is kept.</summary>
public sealed record PasswordReset(Guid UserId, byte[] SecretHash, DateTimeOffset ExpiresAt)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public static PasswordReset For(Guid userId, byte[] secretHash, TimeProvider clock) => new(userId, secretHash, clock.Now() + Lifetime);
}
