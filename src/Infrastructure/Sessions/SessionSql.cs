using ChatFlow.Infrastructure.Postgres;

namespace ChatFlow.Infrastructure.Sessions;

[Statements]
internal static class SessionSql
{
    public const string Add = """
        WITH added AS (
            INSERT INTO sessions (id, user_id, csrf_hash, created_at, last_used_at, expires_at, address, user_agent)
            VALUES (@Id, @UserId, @CsrfHash, @CreatedAt, @CreatedAt, @ExpiresAt, @Address, @UserAgent)
            RETURNING id
        )
        INSERT INTO refresh_tokens (secret_hash, session_id) SELECT @refreshHash, id FROM added
        """;

    public const string ExpiryOf = "SELECT expires_at FROM sessions WHERE id = @sessionId";

    public const string FindRefreshToken = """
        SELECT s.id AS session_id, s.user_id, s.csrf_hash, t.used_at IS NOT NULL AS was_used
        FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id
        WHERE t.secret_hash = @refreshHash AND s.expires_at > @now
        """;

    // The row lock of the first update decides between two that come with the same token at once.
    public const string Rotate = """
        WITH used AS (
            UPDATE refresh_tokens SET used_at = @now WHERE secret_hash = @refreshHash AND used_at IS NULL RETURNING session_id
        ), seen AS (
            UPDATE sessions s SET last_used_at = @now FROM used WHERE s.id = used.session_id
        )
        INSERT INTO refresh_tokens (secret_hash, session_id) SELECT @newRefreshHash, session_id FROM used
        """;

    // sessions_user
    public const string ListOf = """
        SELECT id, created_at, last_used_at, address, user_agent, id = @currentSessionId AS current
        FROM sessions WHERE user_id = @userId AND expires_at > @now ORDER BY last_used_at DESC, id
        """;

    public const string End = """
        DELETE FROM sessions WHERE id = @sessionId AND user_id = @userId RETURNING id AS session_id, user_id
        """;

    public const string EndAllOf = """
        DELETE FROM sessions WHERE user_id = @userId AND id IS DISTINCT FROM @except RETURNING id AS session_id, user_id
        """;
}
