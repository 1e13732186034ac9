using ChatFlow.Infrastructure.Postgres;

namespace ChatFlow.Infrastructure.Statistics;

[Statements]
internal static class StatisticsSql
{
    // Nothing when another node is at it, or the numbers are younger.
    public const string Begin = """
        UPDATE statistics_refreshes SET refreshed_at = @now
        WHERE id = (SELECT id FROM statistics_refreshes WHERE refreshed_at <= @countedBy FOR UPDATE SKIP LOCKED)
        RETURNING id
        """;

    public const string RefreshedAt = """
        SELECT refreshed_at FROM statistics_refreshes
        """;

    // channels_slug; the view is not asked who may read: the rows of the moment are.
    public const string Channels = """
        SELECT c.id AS channel_id, c.name, c.member_count, s.last_message_at,
               coalesce(s.total_messages, 0) AS total_messages, coalesce(s.unique_senders, 0) AS unique_senders
        FROM channels c
        LEFT JOIN channel_members m ON m.channel_id = c.id AND m.user_id = @userId
        LEFT JOIN channel_statistics s ON s.channel_id = c.id
        WHERE c.workspace_id = @workspaceId AND c.deleted_at IS NULL AND (c.type = 'public' OR m.user_id IS NOT NULL) AND c.people IS NULL
        ORDER BY c.slug, c.id
        """;

    // workspace_members' primary key
    public const string Members = """
        SELECT m.user_id, u.username, u.display_name, m.last_active, s.last_message_at,
               coalesce(s.messages_sent, 0) AS messages_sent, coalesce(s.reactions_added, 0) AS reactions_added
        FROM workspace_members m JOIN users u ON u.id = m.user_id
        LEFT JOIN member_statistics s ON s.workspace_id = m.workspace_id AND s.user_id = m.user_id
        WHERE m.workspace_id = @workspaceId AND m.status = 'active'
        ORDER BY lower(u.display_name), u.id
        """;
}
