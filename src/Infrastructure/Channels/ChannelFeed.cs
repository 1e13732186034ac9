using ChatFlow.Application.Channels;
using ChatFlow.Application.Messages;
using ChatFlow.Infrastructure.Files;
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

    public async Task<IReadOnlyList<ChannelHead>> Heads(IReadOnlyList<Guid> channelIds, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<ChannelHead>(
            new CommandDefinition(ChannelFeedSql.Heads, new { ids = channelIds.ToArray() }, cancellationToken: cancellationToken))).AsList();
    }

    public async Task<ChannelEventsDto> Read(Guid channelId, long after, int limit, Guid userId, CancellationToken cancellationToken)
    {
        var head = await Head(channelId, cancellationToken);
        if (after >= head)
            return new ChannelEventsDto([], head, More: false);

        // Without gaps, so the next `limit` events are those with the next `limit` numbers. The head was read first:
        // everything up to it is committed and will be found.
        var last = Math.Min(after + limit, head);
        return new ChannelEventsDto((await Read([new LogRange(channelId, after, last)], userId, cancellationToken))[channelId], head, More: last < head);
    }

    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<ChannelEventDto>>> Read(
        IReadOnlyList<LogRange> ranges, Guid userId, CancellationToken cancellationToken)
    {
        var events = ranges.ToDictionary(range => range.ChannelId, range => new List<ChannelEventDto>((int)(range.Last - range.After)));
        var (messages, changed, others) = await Rows(ranges, cancellationToken);
        foreach (var message in messages)
            events[message.ChannelId].Add(new ChannelEventDto(message.Seq, EventTypes.MessageReceived, message.CreatedAt, message.ToDto(userId)));
        var about = changed.ToDictionary(m => m.Id, m => m.ToDto(userId));
        // Of the channel's own events each has the channel as it is at present, read once. Not while the rows' connection is held: as many
        // readers as the pool has connections would wait for each other for ever.
        var channelsNow = new Dictionary<Guid, ChannelDto>();
        foreach (var channelId in others.Where(row => row.IsAboutTheChannel).Select(row => row.ChannelId).Distinct())
            channelsNow[channelId] = await channels.Get(channelId, userId, cancellationToken);
        foreach (var row in others)
            events[row.ChannelId].Add(new ChannelEventDto(row.Seq, row.Type, row.HappenedAt, row.IsAboutTheChannel ? channelsNow[row.ChannelId] : row.Payload(about)));
        foreach (var one in events.Values)
            one.Sort((a, b) => a.Seq.CompareTo(b.Seq));
        return events.ToDictionary(of => of.Key, IReadOnlyList<ChannelEventDto> (of) => of.Value);
    }

    private async Task<(List<MessageRow> Messages, List<MessageRow> Changed, List<EventRow> Others)> Rows(
        IReadOnlyList<LogRange> ranges, CancellationToken cancellationToken)
    {
        var of = new
        {
            channelIds = ranges.Select(range => range.ChannelId).ToArray(),
            afters = ranges.Select(range => range.After).ToArray(),
            lasts = ranges.Select(range => range.Last).ToArray(),
        };
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var all = await connection.QueryMultipleAsync(new CommandDefinition(
            $"{MessageSql.Ranges}; {MessageSql.Changed}; {ChannelFeedSql.Others}", of, cancellationToken: cancellationToken));
        return ((await all.ReadAsync<MessageRow>()).AsList(), (await all.ReadAsync<MessageRow>()).AsList(), (await all.ReadAsync<EventRow>()).AsList());
    }

    private sealed class EventRow : ChannelMemberRow
    {
        public long Seq { get; init; }
        public required string Type { get; init; }
        public Guid MessageId { get; init; }
        public string? Emoji { get; init; }

        /// <summary>How many have reacted with this emoji.</summary>
        public int Reactions { get; init; }
        public DateTimeOffset HappenedAt { get; init; }

        public bool IsAboutTheChannel => Type is EventTypes.ChannelCreated or EventTypes.ChannelUpdated or EventTypes.ChannelDeleted;

        public object Payload(Dictionary<Guid, MessageDto> changed) => Type switch
        {
            EventTypes.MemberJoined or EventTypes.MemberLeft => ToDto(),
            EventTypes.MessageEdited or EventTypes.MessagePinned or EventTypes.MessageUnpinned => changed[MessageId],
            EventTypes.MessageDeleted => new DeletedMessage(MessageId, ChannelId),
            EventTypes.ReactionAdded or EventTypes.ReactionRemoved => new ReactionChangeDto(MessageId, ChannelId, Emoji!, Id, Reactions),
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

    public const string Heads = "SELECT id AS channel_id, last_seq FROM channels WHERE id = ANY(@ids) AND deleted_at IS NULL";

    // channel_events' primary key, range by range as MessageSql.Ranges; users_pkey
    public const string Others = """
        SELECT e.seq, e.type, e.created_at AS happened_at, e.channel_id, e.message_id,
               e.details ->> 'role' AS role, e.details ->> 'previous_role' AS previous_role, e.details ->> 'emoji' AS emoji,
               (SELECT count(*)::int FROM reactions r WHERE r.message_id = e.message_id AND r.emoji = e.details ->> 'emoji') AS reactions,
               u.id, u.username, u.display_name,
        """ + FileColumns.AvatarUrl + """
         AS avatar_url, u.bio, u.timezone, u.status, u.status_message,
               u.email_verified, u.created_at, u.last_seen_at
        FROM unnest(@channelIds::uuid[], @afters::bigint[], @lasts::bigint[]) AS r (channel_id, after, last),
            LATERAL (SELECT * FROM channel_events WHERE channel_id = r.channel_id AND seq > r.after AND seq <= r.last OFFSET 0) e,
            LATERAL (SELECT * FROM users WHERE id = e.user_id OFFSET 0) u
        """;
}
