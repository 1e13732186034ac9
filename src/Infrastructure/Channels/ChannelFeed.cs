using ChatFlow.Application.Channels;
using ChatFlow.Infrastructure.Messages;
using ChatFlow.Infrastructure.Postgres;
using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.Channels;

/// <summary>Reads a channel's log: messages and other events are two tables with one common sequence.</summary>
internal sealed class ChannelFeed(NpgsqlDataSource postgres, IChannelStore channels)
{
    public async Task<long> Head(Guid channelId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<long>(
            new CommandDefinition(ChannelFeedSql.Head, new { channelId }, cancellationToken: cancellationToken));
    }

    public async Task<ChannelEventsDto> Read(Guid channelId, long after, int limit, Guid userId, CancellationToken cancellationToken)
    {
        var head = await Head(channelId, cancellationToken);
        if (after >= head)
            return new ChannelEventsDto([], head, More: false);

        // Without gaps, so the next `limit` events are those with the next `limit` numbers. The head was read first:
        // everything up to it is committed and will be found.
        var last = Math.Min(after + limit, head);
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var both = await connection.QueryMultipleAsync(new CommandDefinition(
            $"{MessageSql.Range}; {ChannelFeedSql.Others}", new { channelId, after, last }, cancellationToken: cancellationToken));
        var events = (await both.ReadAsync<MessageRow>())
            .Select(m => new ChannelEventDto(m.Seq, EventTypes.MessageReceived, m.CreatedAt, m.ToDto())).ToList();
        var others = (await both.ReadAsync<EventRow>()).AsList();
        // Of the channel's own events each has the channel as it is at present, read once.
        var channel = others.Any(row => row.IsAboutTheChannel) ? await channels.Get(channelId, userId, cancellationToken) : null;
        foreach (var row in others)
            events.Add(new ChannelEventDto(row.Seq, row.Type, row.HappenedAt, row.IsAboutTheChannel ? channel! : row.ToDto()));
        events.Sort((a, b) => a.Seq.CompareTo(b.Seq));
        return new ChannelEventsDto(events, head, More: last < head);
    }

    private sealed class EventRow : ChannelMemberRow
    {
        public long Seq { get; init; }
        public required string Type { get; init; }
        public DateTimeOffset HappenedAt { get; init; }

        public bool IsAboutTheChannel => Type switch
        {
            EventTypes.ChannelCreated or EventTypes.ChannelUpdated or EventTypes.ChannelDeleted => true,
            EventTypes.MemberJoined or EventTypes.MemberLeft => false,
            _ => throw new InvalidOperationException($"The log of channel {ChannelId} has an event of unknown type {Type}."),
        };
    }
}

[Statements]
internal static class ChannelFeedSql
{
    public const string Head = """
        SELECT last_seq FROM channels WHERE id = @channelId
        """;

    // channel_events' primary key
    public const string Others = """
        SELECT e.seq, e.type, e.created_at AS happened_at, e.channel_id, e.details ->> 'role' AS role, e.details ->> 'previous_role' AS previous_role,
               u.id, u.username, u.display_name, u.bio, u.timezone, u.status, u.status_message,
               u.email_verified, u.created_at, u.last_seen_at
        FROM channel_events e JOIN users u ON u.id = e.user_id
        WHERE e.channel_id = @channelId AND e.seq > @after AND e.seq <= @last
        """;
}
