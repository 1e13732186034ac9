using ChatFlow.Application.Audit;
using ChatFlow.Application.Users;
using ChatFlow.Domain;
using ChatFlow.Domain.Users;
using ChatFlow.Infrastructure.Audit;
using ChatFlow.Infrastructure.Caching;
using ChatFlow.Infrastructure.Mail;
using ChatFlow.Infrastructure.Postgres;
using ChatFlow.Infrastructure.Sessions;
using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.Users;

internal sealed class PasswordStore(NpgsqlDataSource postgres, MailQueue mails, LiveSessions live, Caches caches, TimeProvider clock) : IPasswordStore
{
    public async Task<string> GetHash(Guid userId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<string>(
            new CommandDefinition(PasswordSql.GetHash, new { userId }, cancellationToken: cancellationToken));
    }

    public async Task Change(Guid userId, string passwordHash, Guid keptSessionId, Origin from, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await transaction.Execute(PasswordSql.Set, new { userId, passwordHash }, cancellationToken);
        await EndSessions(transaction, new AccountEntry(userId, AuditAction.PasswordChanged, from), keptSessionId, cancellationToken);
    }

    public Task AddReset(PasswordReset? reset, Application.Mail.Mail mail, CancellationToken cancellationToken) =>
        mails.Add(PasswordSql.PutReset, reset, mail, cancellationToken);

    public async Task<bool> Reset(byte[] secretHash, string passwordHash, Origin from, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await transaction.Execute(PasswordSql.LockByReset, new { secretHash }, cancellationToken);
        if (await transaction.Find<Guid?>(PasswordSql.UseReset, new { secretHash, passwordHash, now = clock.Now() }, cancellationToken) is not { } userId)
            return false;
        await EndSessions(transaction, new AccountEntry(userId, AuditAction.PasswordReset, from), kept: null, cancellationToken);
        // The link has also shown that the address is theirs.
        await caches.Profiles.Forget(userId);
        return true;
    }

    /// <summary>Commits: whoever was in with the old password is out from the moment in which the new one counts.</summary>
    private async Task EndSessions(NpgsqlTransaction transaction, AccountEntry entry, Guid? kept, CancellationToken cancellationToken)
    {
        var ended = await LiveSessions.EndAllOf(transaction, entry.UserId, kept, cancellationToken);
        await transaction.Log(entry, clock, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await live.Ended(ended);
    }
}

[Statements]
internal static class PasswordSql
{
    public const string GetHash = "SELECT password_hash FROM users WHERE id = @userId";

    // The entry in the audit log, in the same transaction, refuses whoever has been erased.
    public const string Set = "UPDATE users SET password_hash = @passwordHash WHERE id = @userId";

    // password_resets_pkey. Nothing for somebody who was erased since the address was looked up.
    public const string PutReset = """
        INSERT INTO password_resets (user_id, secret_hash, expires_at)
        SELECT id, @SecretHash, @ExpiresAt FROM users WHERE id = @UserId AND erased_at IS NULL FOR NO KEY UPDATE
        ON CONFLICT (user_id) DO UPDATE SET secret_hash = excluded.secret_hash, expires_at = excluded.expires_at
        """;

    // As UserSql.LockByVerification.
    public const string LockByReset = """
        SELECT id FROM users
        WHERE id = (SELECT user_id FROM password_resets WHERE secret_hash = @secretHash) FOR NO KEY UPDATE
        """;

    // password_resets_secret_hash_key, users_pkey. The verification that waited for the same proof is used up with it.
    public const string UseReset = """
        WITH used AS (
            DELETE FROM password_resets WHERE secret_hash = @secretHash AND expires_at > @now RETURNING user_id
        ), verified AS (
            DELETE FROM email_verifications USING used WHERE email_verifications.user_id = used.user_id
        )
        UPDATE users SET password_hash = @passwordHash, email_verified = true FROM used WHERE users.id = used.user_id RETURNING users.id
        """;
}
