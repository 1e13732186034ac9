using ChatFlow.Infrastructure.Files;
using ChatFlow.Infrastructure.Postgres;

namespace ChatFlow.Infrastructure.Users;

[Statements]
internal static class UserSql
{
    public const string Add = """
        INSERT INTO users (id, email, username, display_name, password_hash, created_at)
        VALUES (@Id, @Email, @Username, @DisplayName, @PasswordHash, @CreatedAt)
        """;

    // email_verifications_user. Nothing for somebody who was erased since the address was looked up.
    public const string PutVerification = """
        INSERT INTO email_verifications (secret_hash, user_id, expires_at)
        SELECT @SecretHash, id, @ExpiresAt FROM users WHERE id = @UserId AND erased_at IS NULL FOR NO KEY UPDATE
        ON CONFLICT (user_id) DO UPDATE SET secret_hash = excluded.secret_hash, expires_at = excluded.expires_at
        """;

    // users_username; usernames are ASCII, so everything that begins with a stem lies between it and stem + DEL.
    public const string UsernamesFrom = """
        SELECT lower(username) FROM users
        WHERE erased_at IS NULL AND lower(username) COLLATE "C" >= @from AND lower(username) COLLATE "C" <= @to
        """;

    // users_email
    public const string FindCredentials = """
        SELECT id AS user_id, password_hash, email_verified FROM users WHERE lower(email) = lower(@email) AND erased_at IS NULL
        """;

    // users_email
    public const string FindRecipient = """
        SELECT id AS user_id, email, display_name, email_verified FROM users WHERE lower(email) = lower(@email) AND erased_at IS NULL
        """;

    // users_email
    public const string FindId = "SELECT id FROM users WHERE lower(email) = lower(@email) AND erased_at IS NULL";

    // Whoever changes something of an account holds its row first, before tokens, sessions and mails: erasing does the same.
    // Nothing for somebody erased.
    public const string Lock = "SELECT id FROM users WHERE id = @userId AND erased_at IS NULL FOR NO KEY UPDATE";

    public const string LockByVerification = """
        SELECT id FROM users
        WHERE id = (SELECT user_id FROM email_verifications WHERE secret_hash = @secretHash) FOR NO KEY UPDATE
        """;

    public const string VerifyEmail = """
        WITH used AS (
            DELETE FROM email_verifications WHERE secret_hash = @secretHash AND expires_at > @now RETURNING user_id
        )
        UPDATE users SET email_verified = true FROM used WHERE users.id = used.user_id RETURNING users.id
        """;

    public const string Get = """
        SELECT id, email, username, display_name,
        """ + FileColumns.AvatarUrl + """
         AS avatar_url, bio, timezone, status, status_message, email_verified, created_at, last_seen_at
        FROM users u WHERE id = @userId
        """;

    // Without the address: that is nobody's but one's own.
    public const string GetColleague = """
        SELECT id, username, display_name,
        """ + FileColumns.AvatarUrl + """
         AS avatar_url, bio, timezone, status, status_message, email_verified, created_at, last_seen_at
        FROM users u
        WHERE id = @userId AND EXISTS (
            SELECT 1 FROM workspace_members theirs
            JOIN workspace_members ours ON ours.workspace_id = theirs.workspace_id AND ours.user_id = @viewerId AND ours.status = 'active'
            JOIN workspaces w ON w.id = theirs.workspace_id AND w.deleted_at IS NULL
            WHERE theirs.user_id = @userId AND theirs.status = 'active')
        """;

    public const string LockProfile = """
        SELECT display_name, username, bio, timezone, status_message, avatar_file_id FROM users
        WHERE id = @userId AND erased_at IS NULL FOR NO KEY UPDATE
        """;

    public const string UpdateProfile = """
        UPDATE users SET
            display_name = coalesce(@DisplayName, display_name),
            username = coalesce(@Username, username),
            bio = nullif(coalesce(@Bio, bio), ''),
            timezone = nullif(coalesce(@Timezone, timezone), ''),
            status_message = nullif(coalesce(@StatusMessage, status_message), ''),
            avatar_file_id = nullif(coalesce(@AvatarFileId, avatar_file_id), '00000000-0000-0000-0000-000000000000')
        WHERE id = @userId
        RETURNING display_name, username, bio, timezone, status_message, avatar_file_id
        """;
}
