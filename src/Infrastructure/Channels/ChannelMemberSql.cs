using ChatFlow.Infrastructure.Files;
using ChatFlow.Infrastructure.Postgres;

namespace ChatFlow.Infrastructure.Channels;

[Statements]
internal static class ChannelMemberSql
{
    private const string User = """
        u.id, u.username, u.display_name,
        """ + FileColumns.AvatarUrl + """
         AS avatar_url, u.bio, u.timezone, u.status, u.status_message,
               u.email_verified, u.created_at, u.last_seen_at
        """;

    // workspace_members is asked for what the channel does not know; who is in a channel is active there.
    private const string Matching = """

        FROM channel_members m
        JOIN channels c ON c.id = m.channel_id
        JOIN workspace_members w ON w.workspace_id = c.workspace_id AND w.user_id = m.user_id AND w.status = 'active'
        JOIN users u ON u.id = m.user_id
        WHERE m.channel_id = @channelId
          AND (@search::text IS NULL OR strpos(lower(u.display_name), lower(@search)) > 0 OR strpos(lower(u.username), lower(@search)) > 0)
        """;

    public const string Role = """
        SELECT role FROM channel_members WHERE channel_id = @channelId AND user_id = @userId
        """;

    // The next seq is that of their joining: they have read everything up to it.
    public const string Add = """
        WITH joined AS (
            INSERT INTO channel_members (channel_id, user_id, role, last_read_seq, joined_at)
            SELECT id, @userId, @role, last_seq + 1, @now FROM channels WHERE id = @channelId
        )
        UPDATE channels SET member_count = member_count + 1 WHERE id = @channelId
        """;

    public const string TellOfJoining = """
        INSERT INTO notifications (id, user_id, type, actor_id, channel_id, created_at)
        VALUES (new_id(@now), @userId, 'channel_activity', @ActorId, @channelId, @now)
        RETURNING id AS notification_id, user_id
        """;

    public const string SetRole = """
        UPDATE channel_members SET role = @role WHERE channel_id = @channelId AND user_id = @userId
        """;

    public const string Remove = """
        WITH gone AS (
            DELETE FROM channel_members WHERE channel_id = @channelId AND user_id = @userId
        )
        UPDATE channels SET member_count = member_count - 1 WHERE id = @channelId
        """;

    public const string Get = "SELECT m.channel_id, m.role, " + User + """

        FROM channel_members m JOIN users u ON u.id = m.user_id
        WHERE m.channel_id = @channelId AND m.user_id = @userId
        """;

    // channel_members' primary key; a channel has at most as many members as its workspace.
    public const string List = "SELECT m.channel_id, m.role, m.joined_at, w.status AS member_status, w.last_active, " + User + Matching
        + "\nORDER BY lower(u.display_name), u.id LIMIT @limit OFFSET @skip";

    public const string Count = "SELECT count(*)" + Matching;

    public const string Ids = """
        SELECT user_id FROM channel_members WHERE channel_id = @channelId
        """;
}
