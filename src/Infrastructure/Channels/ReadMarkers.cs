using ChatFlow.Application.Channels;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain;
using ChatFlow.Domain.Channels;
using ChatFlow.Infrastructure.Postgres;
using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.Channels;

internal sealed class ReadMarkers(NpgsqlDataSource postgres, IEventPublisher events, TimeProvider clock) : IReadMarkers
{
    public async Task<ReadMarkerDto> Move(Guid channelId, Guid userId, long seq, CancellationToken cancellationToken)
    {
        var of = new { channelId, userId, seq, now = clock.Now() };
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        var moved = await connection.ExecuteAsync(new CommandDefinition(ReadMarkerSql.Move, of, cancellationToken: cancellationToken)) == 1;
        if (moved)
            await connection.ExecuteAsync(new CommandDefinition(ReadMarkerSql.ReadNotifications, of, cancellationToken: cancellationToken));
        var marker = await connection.QuerySingleOrDefaultAsync<ReadMarkerDto>(
            new CommandDefinition(ReadMarkerSql.Get, of, cancellationToken: cancellationToken)) ?? throw new NotFoundException("The channel");
        if (moved)
            events.Publish([new ReadMarkerMoved(channelId, userId, marker.Seq, marker.UnreadCount, marker.MentionCount)]);
        return marker;
    }

    public async Task SetNotify(Guid channelId, Guid userId, Notify notify, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            ReadMarkerSql.SetNotify, new { channelId, userId, notify = WireName.Of(notify) }, cancellationToken: cancellationToken));
    }
}

[Statements]
internal static class ReadMarkerSql
{
    public const string Move = """
        UPDATE channel_members m SET last_read_seq = least(@seq, c.last_seq)
        FROM channels c
        WHERE c.id = m.channel_id AND m.channel_id = @channelId AND m.user_id = @userId AND m.last_read_seq < least(@seq, c.last_seq)
        """;

    // notifications_unread. Replies are read in their thread, and say nothing about the timeline.
    public const string ReadNotifications = """
        UPDATE notifications n SET read_at = @now
        FROM messages x
        WHERE n.user_id = @userId AND n.read_at IS NULL AND n.channel_id = @channelId
          AND x.id = n.message_id AND x.thread_id IS NULL AND x.seq <= @seq
        """;

    public const string Get = """
        SELECT m.channel_id, m.last_read_seq AS seq, coalesce(unread.count, 0) AS unread_count, coalesce(mentioned.count, 0) AS mention_count
        FROM channel_members m JOIN channels c ON c.id = m.channel_id

        """ + UnreadSql.Counts + "WHERE m.channel_id = @channelId AND m.user_id = @userId";

    public const string SetNotify = """
        UPDATE channel_members SET notify = @notify WHERE channel_id = @channelId AND user_id = @userId
        """;
}

/// <summary>A part of statements, and none by itself.</summary>
internal static class UnreadSql
{
    /// <summary>For a query with the channel as c and the viewer's membership as m: what they have not read, and what of it mentions them.</summary>
    // messages_log after the marker; mentions_pkey after the marker. In the order of the index, which is then walked: for the few messages that
    // are unread in each of many channels a bitmap, which PostgreSQL takes otherwise, costs more than it saves.
    public const string Counts = """
        LEFT JOIN LATERAL (
            SELECT count(*) AS count
            FROM (SELECT thread_id, deleted_at, user_id FROM messages WHERE channel_id = c.id AND seq > m.last_read_seq ORDER BY seq OFFSET 0) x
            WHERE x.thread_id IS NULL AND x.deleted_at IS NULL AND x.user_id <> m.user_id
        ) unread ON m.user_id IS NOT NULL
        LEFT JOIN LATERAL (
            SELECT count(*) AS count FROM mentions n JOIN messages x ON x.id = n.message_id AND x.user_id <> n.user_id
            WHERE n.user_id = m.user_id AND n.channel_id = c.id AND n.seq > m.last_read_seq
        ) mentioned ON m.user_id IS NOT NULL

        """;
}
