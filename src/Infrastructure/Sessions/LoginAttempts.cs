using System.Security.Cryptography;
using System.Text;
using ChatFlow.Application.Audit;
using ChatFlow.Application.Sessions;
using ChatFlow.Domain;
using ChatFlow.Infrastructure.Audit;
using ChatFlow.Infrastructure.Postgres;
using ChatFlow.Infrastructure.Users;
using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.Sessions;

/// <summary>In PostgreSQL and not in Redis: a lock that a restart of Redis opens is none.</summary>
internal sealed class LoginAttempts(NpgsqlDataSource postgres, TimeProvider clock) : ILoginAttempts
{
    private const int Limit = 5;
    private static readonly TimeSpan Lock = TimeSpan.FromMinutes(15);

    /// <summary>Longer than a password check takes, also when many wait for one.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public async Task Begin(string email, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            var now = clock.GetUtcNow();
            var at = new { addressHash = HashOf(email), limit = Limit, now, until = now + Lock };
            await using (var connection = await postgres.OpenConnectionAsync(cancellationToken))
            {
                if (await connection.ExecuteAsync(new CommandDefinition(LoginAttemptSql.Begin, at, cancellationToken: cancellationToken)) == 1)
                    return;
                var lockedUntil = await connection.QuerySingleOrDefaultAsync<DateTimeOffset?>(
                    new CommandDefinition(LoginAttemptSql.LockedUntil, at, cancellationToken: cancellationToken));
                if (lockedUntil > now)
                    throw new RateLimitedException("Too many failed attempts. Please try again later.", lockedUntil.Value - now);
            }
            // Five are being checked right now: whether this one may be is known when they have ended.
            if (clock.GetElapsedTime(started) > Patience)
                throw new RateLimitedException("Too many attempts at once. Please try again.", TimeSpan.FromSeconds(1));
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    public async Task End(string email, bool succeeded, Origin from)
    {
        await using var connection = await postgres.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var failures = await transaction.Find<int?>(
            succeeded ? LoginAttemptSql.Succeeded : LoginAttemptSql.Failed,
            new { addressHash = HashOf(email), until = clock.GetUtcNow() + Lock },
            default);
        if (failures == Limit)
        {
            // An address that nobody has is asked for and logged in the same way, as nobody's, which writes nothing: the answer
            // must not come sooner for it.
            var userId = await transaction.Find<Guid?>(UserSql.FindId, new { email }, default) ?? Guid.Empty;
            await transaction.TryLog(new AccountEntry(userId, AuditAction.LoginLocked, from), clock, default);
        }
        await transaction.CommitAsync();
    }

    internal static byte[] HashOf(string email) => SHA256.HashData(Encoding.UTF8.GetBytes(email.Trim().ToLowerInvariant()));
}

[Statements]
internal static class LoginAttemptSql
{
    // What is older than the lock counts no more; that also forgives attempts whose node died before they ended.
    public const string Begin = """
        INSERT INTO login_attempts AS a (address_hash, failures, pending, until) VALUES (@addressHash, 0, 1, @until)
        ON CONFLICT (address_hash) DO UPDATE SET
            failures = CASE WHEN a.until <= @now THEN 0 ELSE a.failures END,
            pending = CASE WHEN a.until <= @now THEN 1 ELSE a.pending + 1 END,
            until = CASE WHEN a.until <= @now THEN @until ELSE a.until END
        WHERE a.until <= @now OR a.failures + a.pending < @limit
        """;

    public const string LockedUntil = """
        SELECT until FROM login_attempts WHERE address_hash = @addressHash AND failures >= @limit AND until > @now
        """;

    public const string Failed = """
        UPDATE login_attempts SET failures = failures + 1, pending = greatest(pending - 1, 0), until = @until WHERE address_hash = @addressHash
        RETURNING failures
        """;

    public const string Succeeded = """
        UPDATE login_attempts SET failures = 0, pending = greatest(pending - 1, 0) WHERE address_hash = @addressHash
        RETURNING failures
        """;
}
