using ChatFlow.Infrastructure.Postgres;

namespace ChatFlow.Infrastructure.Presence;

[Statements]
internal static class PresenceSql
{
    // users' primary key, workspace_members_user
    public const string Audience = """
        SELECT u.id AS user_id, u.status, ARRAY(
            SELECT w.workspace_id
            FROM workspace_members w JOIN workspaces s ON s.id = w.workspace_id AND s.deleted_at IS NULL
            WHERE w.user_id = u.id AND w.status = 'active') AS workspace_ids
        FROM users u WHERE u.id = ANY(@userIds)
        """;

    // Of two choices at once the later one sees what the earlier one left. Who hides was seen last when they began to.
    public const string Choose = """
        WITH before AS (SELECT id, status FROM users WHERE id = @userId FOR NO KEY UPDATE)
        UPDATE users u SET status = @status, last_seen_at = CASE WHEN @status = 'offline' THEN @now ELSE u.last_seen_at END
        FROM before WHERE u.id = before.id AND before.status <> @status
        RETURNING u.id
        """;

    // Nothing is told of who hides.
    public const string SawLast = """
        UPDATE users SET last_seen_at = @at
        WHERE id = @userId AND status <> 'offline' AND (last_seen_at IS NULL OR last_seen_at < @at)
        """;

    // workspace_members' primary key
    public const string MembersWhoShow = """
        SELECT m.user_id, u.status
        FROM workspace_members m JOIN users u ON u.id = m.user_id
        WHERE m.workspace_id = @workspaceId AND m.status = 'active' AND u.status <> 'offline'
        ORDER BY m.user_id
        """;

    public const string UsersWhoShow = """
        SELECT id AS user_id, status FROM users WHERE id = ANY(@userIds) AND status <> 'offline' ORDER BY id
        """;
}
