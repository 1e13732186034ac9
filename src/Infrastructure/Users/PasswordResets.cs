using ChatFlow.Application.Users;
using ChatFlow.Domain.Users;
using ChatFlow.Infrastructure.Mail;
using ChatFlow.Infrastructure.Postgres;
using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.Users;

internal sealed class PasswordResets(NpgsqlDataSource postgres, MailQueue mails) : IPasswordResets
{
    public Task Add(PasswordReset? reset, Application.Mail.Mail mail, CancellationToken cancellationToken) =>
        mails.Add(PasswordResetSql.Put, reset, mail, cancellationToken);

    public async Task<Guid?> Use(byte[] secretHash, string passwordHash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Guid?>(
            new CommandDefinition(PasswordResetSql.Use, new { secretHash, passwordHash, now }, cancellationToken: cancellationToken));
    }
}

[Statements]
internal static class PasswordResetSql
{
    // password_resets_pkey
    public const string Put = """
        INSERT INTO password_resets (user_id, secret_hash, expires_at)
        VALUES (@UserId, @SecretHash, @ExpiresAt)
        ON CONFLICT (user_id) DO UPDATE SET secret_hash = excluded.secret_hash, expires_at = excluded.expires_at
        """;

    // password_resets_secret_hash_key, users_pkey. The verification that waited for the same proof is used up with it.
    public const string Use = """
        WITH used AS (
            DELETE FROM password_resets WHERE secret_hash = @secretHash AND expires_at > @now RETURNING user_id
        ), verified AS (
            DELETE FROM email_verifications USING used WHERE email_verifications.user_id = used.user_id
        )
        UPDATE users SET password_hash = @passwordHash, email_verified = true FROM used WHERE users.id = used.user_id RETURNING users.id
        """;
}
