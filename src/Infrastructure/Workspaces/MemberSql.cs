using ChatFlow.Infrastructure.Files;
using ChatFlow.Infrastructure.Postgres;

namespace ChatFlow.Infrastructure.Workspaces;

[Statements]
internal static class MemberSql
{
    private const string From = """
        FROM workspace_members m JOIN users u ON u.id = m.user_id
        WHERE m.workspace_id = @workspaceId AND m.status = 'active'
        """;

    private const string Select = """
        SELECT m.role, m.status AS member_status, m.joined_at, m.last_active,
               u.id, u.username, u.display_name,
        """ + FileColumns.AvatarUrl + """
         AS avatar_url, u.bio, u.timezone, u.status, u.status_message,
               u.email_verified, u.created_at, u.last_seen_at
        """;

    // No pattern: what is searched for is text, whatever characters it has.
    private const string Matching = """
         AND (@search::text IS NULL OR strpos(lower(u.display_name), lower(@search)) > 0 OR strpos(lower(u.username), lower(@search)) > 0)
        """;

    // workspace_members' primary key; a workspace has as many rows as its member_limit allows.
    public const string ListActive = Select + "\n" + From + Matching
        + "\nORDER BY lower(u.display_name), u.id LIMIT @limit OFFSET @skip";

    public const string CountActive = "SELECT count(*)\n" + From + Matching;

    public const string Get = Select + "\n" + From + " AND m.user_id = @userId";

    public const string Role = """
        SELECT role FROM workspace_members WHERE workspace_id = @workspaceId AND user_id = @userId AND status = 'active'
        """;

    // In id order, as everybody takes them; workspace_members_user
    public const string LockWorkspacesOf = """
        SELECT w.id FROM workspaces w
        WHERE w.deleted_at IS NULL
          AND w.id IN (SELECT m.workspace_id FROM workspace_members m WHERE m.user_id = @userId AND m.status = 'active')
        ORDER BY w.id FOR NO KEY UPDATE OF w
        """;

    // Those of deleted workspaces are no memberships any more.
    public const string RolesOf = """
        SELECT m.workspace_id, m.role
        FROM workspace_members m JOIN workspaces w ON w.id = m.workspace_id AND w.deleted_at IS NULL
        WHERE m.user_id = @userId AND m.status = 'active'
        ORDER BY m.workspace_id
        """;

    public const string SetRole = """
        UPDATE workspace_members SET role = @role WHERE workspace_id = @workspaceId AND user_id = @userId
        """;

    public const string SetOwner = """
        UPDATE workspaces SET owner_id = @userId WHERE id = @workspaceId
        """;

    // Before any channel is looked for: whoever is just bringing the user into one holds this row, and is waited for here.
    public const string End = """
        WITH ended AS (
            UPDATE workspace_members SET status = @status, ended_at = @now
            WHERE workspace_id = ANY(@workspaceIds) AND user_id = @userId AND status = 'active'
            RETURNING workspace_id
        )
        UPDATE workspaces w SET member_count = w.member_count - 1 FROM ended WHERE w.id = ended.workspace_id
        """;

    // In id order, as everybody takes them; channel_members_user
    public const string LockChannels = """
        SELECT c.id FROM channels c
        WHERE c.workspace_id = ANY(@workspaceIds) AND c.id IN (SELECT m.channel_id FROM channel_members m WHERE m.user_id = @userId)
        ORDER BY c.id FOR NO KEY UPDATE OF c
        """;

    public const string LeaveChannels = """
        WITH gone AS (
            DELETE FROM channel_members WHERE user_id = @userId AND channel_id = ANY(@locked) RETURNING channel_id, role
        ), moved AS (
            UPDATE channels c SET last_seq = c.last_seq + 1, member_count = c.member_count - 1
            FROM gone WHERE c.id = gone.channel_id
            RETURNING c.id, c.last_seq, gone.role
        ), told AS (
            INSERT INTO channel_events (channel_id, seq, type, user_id, created_at, details)
            SELECT id, last_seq, 'member:left', @userId, @now, jsonb_build_object('role', role) FROM moved
        )
        SELECT id AS channel_id, last_seq AS seq, role FROM moved ORDER BY id
        """;

    public const string ChannelsOf = """
        SELECT workspace_id, id FROM channels WHERE workspace_id = ANY(@workspaceIds)
        """;
}
