using ChatFlow.Infrastructure.Postgres;

namespace ChatFlow.Infrastructure.Channels;

[Statements]
internal static class ChannelSql
{
    public const string Add = """
        WITH added AS (
            INSERT INTO channels (id, workspace_id, name, slug, type, description, topic, created_by, created_at, last_seq, member_count)
            VALUES (@Id, @WorkspaceId, @Name, @Slug, @Type, @Description, @Topic, @CreatedBy, @CreatedAt, @Seq, 1)
            RETURNING id, created_by, created_at, last_seq
        ), joined AS (
            INSERT INTO channel_members (channel_id, user_id, role, last_read_seq, joined_at)
            SELECT id, created_by, 'moderator', last_seq, created_at FROM added
        )
        INSERT INTO channel_events (channel_id, seq, type, user_id, created_at)
        SELECT id, last_seq, 'channel:created', created_by, created_at FROM added
        """;

    // Held until the commit: a removal from the workspace comes before it, and is seen here, or after it, and finds the new
    // membership of the channel. Always taken before the lock of a channel.
    public const string HoldMember = """
        SELECT w.user_id
        FROM workspace_members w JOIN workspaces s ON s.id = w.workspace_id AND s.deleted_at IS NULL
        WHERE w.workspace_id = @workspaceId AND w.user_id = @userId AND w.status = 'active'
        FOR SHARE OF w
        """;

    public const string Lock = """
        SELECT id FROM channels
        WHERE id = @channelId AND workspace_id = @workspaceId AND deleted_at IS NULL FOR NO KEY UPDATE
        """;

    public const string AddMember = """
        WITH joined AS (
            INSERT INTO channel_members (channel_id, user_id, role, last_read_seq, joined_at)
            SELECT id, @userId, @role, last_seq + 1, @now FROM channels WHERE id = @channelId
            ON CONFLICT DO NOTHING
            RETURNING channel_id, role
        ), moved AS (
            UPDATE channels c SET last_seq = c.last_seq + 1, member_count = c.member_count + 1
            FROM joined WHERE c.id = joined.channel_id
            RETURNING c.id, c.last_seq
        )
        INSERT INTO channel_events (channel_id, seq, type, user_id, created_at, details)
        SELECT moved.id, moved.last_seq, 'member:joined', @userId, @now, jsonb_build_object('role', joined.role)
        FROM moved, joined
        RETURNING seq
        """;

    private const string Select = """
        SELECT c.id, c.workspace_id, c.name, c.slug, c.type, c.description, c.topic, c.created_by, c.created_at,
               c.archived_at IS NOT NULL AS archived, c.member_count, c.message_count, c.last_message_at, c.last_seq,
               m.role, m.last_read_seq, m.notify, coalesce(unread.count, 0) AS unread_count
        FROM channels c
        LEFT JOIN channel_members m ON m.channel_id = c.id AND m.user_id = @userId
        LEFT JOIN LATERAL (
            SELECT count(*) AS count FROM messages x
            WHERE x.channel_id = c.id AND x.seq > m.last_read_seq
              AND x.thread_id IS NULL AND x.deleted_at IS NULL AND x.user_id <> @userId
        ) unread ON m.user_id IS NOT NULL
        WHERE c.deleted_at IS NULL
        """;

    public const string Get = Select + " AND c.id = @channelId";

    // channels_slug for the workspace, messages_log for what is unread
    public const string ListVisible = Select
        + " AND c.workspace_id = @workspaceId AND (c.type = 'public' OR m.user_id IS NOT NULL) ORDER BY c.slug, c.id";

    public const string GetMember = """
        SELECT m.channel_id, m.role, u.id, u.username, u.display_name, u.bio, u.timezone, u.status, u.status_message,
               u.email_verified, u.created_at, u.last_seen_at
        FROM channel_members m JOIN users u ON u.id = m.user_id
        WHERE m.channel_id = @channelId AND m.user_id = @userId
        """;
}
