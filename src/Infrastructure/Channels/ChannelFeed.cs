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
        var (messages, changed, others) = await Rows(channelId, after, last, cancellationToken);
        var events = messages.ConvertAll(m => new ChannelEventDto(m.Seq, EventTypes.MessageReceived, m.CreatedAt, m.ToDto(userId)));
        var about = changed.ToDictionary(m => m.Id, m => m.ToDto(userId));
        // Of the channel's own events each has the channel as it is at present, read once. Not while the rows' connection is held: as many
        // readers as the pool has connections would wait for each other for ever.
        var channel = others.Any(row => row.IsAboutTheChannel) ? await channels.Get(channelId, userId, cancellationToken) : null;
        foreach (var row in others)
            events.Add(new ChannelEventDto(row.Seq, row.Type, row.HappenedAt, row.IsAboutTheChannel ? channel! : row.Payload(about)));
        events.Sort((a, b) => a.Seq.CompareTo(b.Seq));
        return new ChannelEventsDto(events, head, More: last < head);
    }

    private async Task<(List<MessageRow> Messages, List<MessageRow> Changed, List<EventRow> Others)> Rows(
        Guid channelId, long after, long last, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var all = await connection.QueryMultipleAsync(new CommandDefinition(
            $"{MessageSql.Range}; {MessageSql.Changed}; {ChannelFeedSql.Others}", new { channelId, after, last }, cancellationToken: cancellationToken));
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

    // channel_events' primary key
    public const string Others = """
        SELECT e.seq, e.type, e.created_at AS happened_at, e.channel_id, e.message_id,
               e.details ->> 'role' AS role, e.details ->> 'previous_role' AS previous_role, e.details ->> 'emoji' AS emoji,
               (SELECT count(*)::int FROM reactions r WHERE r.message_id = e.message_id AND r.emoji = e.details ->> 'emoji') AS reactions,
               u.id, u.username, u.display_name,
        """ + FileColumns.AvatarUrl + """
         AS avatar_url, u.bio, u.timezone, u.status, u.status_message,
               u.email_verified, u.created_at, u.last_seen_at
        FROM channel_events e JOIN users u ON u.id = e.user_id
        WHERE e.channel_id = @channelId AND e.seq > @after AND e.seq <= @last
        """;
}
