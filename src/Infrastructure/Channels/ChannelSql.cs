using ChatFlow.Infrastructure.Files;
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
        SELECT id FROM channels WHERE id = @channelId FOR NO KEY UPDATE
        """;

    public const string Tell = """
        WITH moved AS (
            UPDATE channels SET last_seq = last_seq + 1 WHERE id = @channelId RETURNING id, last_seq
        )
        INSERT INTO channel_events (channel_id, seq, type, user_id, created_at, details)
        SELECT id, last_seq, @type, @userId, @now, @details::jsonb FROM moved
        RETURNING seq
        """;

    public const string Settings = """
        SELECT name, slug, description, topic FROM channels WHERE id = @channelId
        """;

    public const string Update = """
        UPDATE channels SET name = @Name, slug = @Slug, description = @Description, topic = @Topic WHERE id = @channelId
        """;

    public const string SetArchived = """
        UPDATE channels SET archived_at = @archivedAt WHERE id = @channelId
        """;

    public const string Delete = """
        WITH swept_later AS (
        """ + FileSql.ExpireOfChannel + """
        )
        UPDATE channels SET deleted_at = @now WHERE id = @channelId
        """;

    private const string Select = """
        SELECT c.id, c.workspace_id, c.name, c.slug, c.type, c.description, c.topic, c.created_by, c.created_at,
               c.archived_at IS NOT NULL AS archived, c.member_count, c.message_count, c.last_message_at, c.last_seq,
               m.role, m.last_read_seq, m.notify, coalesce(unread.count, 0) AS unread_count, coalesce(mentioned.count, 0) AS mention_count,
               CASE WHEN c.people IS NOT NULL THEN (
                   SELECT json_agg(json_build_object('id', u.id, 'username', u.username, 'display_name', u.display_name, 'avatar_url',
        """ + FileColumns.AvatarUrl + """
        ) ORDER BY u.id)::text
                   FROM users u WHERE u.id = ANY(c.people)) END AS people
        FROM channels c
        LEFT JOIN channel_members m ON m.channel_id = c.id AND m.user_id = @userId

        """ + UnreadSql.Counts;

    public const string Get = Select + "WHERE c.id = @channelId AND c.deleted_at IS NULL";

    public const string Describe = Select + "WHERE c.id = @channelId";

    // The same question as AccessSql.ToChannel, of many channels at once.
    public const string ReadableHeads = """
        SELECT c.id AS channel_id, c.last_seq
        FROM channels c
        JOIN workspaces s ON s.id = c.workspace_id AND s.deleted_at IS NULL
        JOIN workspace_members w ON w.workspace_id = c.workspace_id AND w.user_id = @userId AND w.status = 'active'
        LEFT JOIN channel_members m ON m.channel_id = c.id AND m.user_id = @userId
        WHERE c.id = ANY(@ids) AND c.deleted_at IS NULL AND (c.type = 'public' OR m.user_id IS NOT NULL)
        ORDER BY c.id
        """;

    // channels_slug for the workspace, messages_log for what is unread
    public const string ListVisible = Select
        + "WHERE c.workspace_id = @workspaceId AND c.deleted_at IS NULL AND (c.type = 'public' OR m.user_id IS NOT NULL) AND c.people IS NULL ORDER BY c.slug, c.id";

    // channel_members_user
    public const string ListDms = Select
        + "WHERE c.workspace_id = @workspaceId AND c.people IS NOT NULL AND m.user_id IS NOT NULL ORDER BY coalesce(c.last_message_at, c.created_at) DESC, c.id";
}
