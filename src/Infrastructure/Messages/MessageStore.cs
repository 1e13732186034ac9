using ChatFlow.Application.Messages;
using ChatFlow.Domain;
using ChatFlow.Domain.Messages;
using ChatFlow.Infrastructure.Files;
using ChatFlow.Infrastructure.Postgres;
using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.Messages;

internal sealed class MessageStore(NpgsqlDataSource postgres) : IMessageStore
{
    public async Task<MessageDto> Get(Guid messageId, Guid viewerId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<MessageRow>(
            new CommandDefinition(MessageSql.Get, new { messageId }, cancellationToken: cancellationToken))
            ?? throw new NotFoundException("The message");
        return row.ToDto(viewerId);
    }

    public async Task<Replies> Thread(Guid messageId, long after, int limit, Guid viewerId, CancellationToken cancellationToken)
    {
        // One more than asked for tells whether there is more.
        var found = await List(MessageSql.Thread, new { messageId, after, take = limit + 1 }, viewerId, cancellationToken);
        var replies = found.Take(limit).ToList();
        return new Replies(replies, limit, found.Count > limit ? replies[^1].Seq : null);
    }

    public async Task<IReadOnlyList<MessageDto>> Pins(Guid channelId, Guid viewerId, CancellationToken cancellationToken) =>
        await List(MessageSql.Pins, new { channelId }, viewerId, cancellationToken);

    public async Task<StandingMessage> Standing(Guid messageId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<StandingMessage>(
            new CommandDefinition(MessageSql.Standing, new { messageId }, cancellationToken: cancellationToken))
            ?? throw new NotFoundException("The message");
    }

    public async Task<IReadOnlyList<EarlierContent>> History(Guid messageId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<EarlierContent>(
            new CommandDefinition(MessageSql.History, new { messageId }, cancellationToken: cancellationToken))).AsList();
    }

    private async Task<List<MessageDto>> List(string sql, object of, Guid viewerId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<MessageRow>(new CommandDefinition(sql, of, cancellationToken: cancellationToken));
        return rows.Select(row => row.ToDto(viewerId)).ToList();
    }

    /// <summary>One round trip: the total, the older part (newest first) and the newer part (oldest first), each read one row further.</summary>
    public async Task<Timeline> Timeline(Guid channelId, TimelinePosition position, int limit, Guid viewerId, CancellationToken cancellationToken)
    {
        var newer = position.After is not null ? limit : position.Around is not null ? limit - (limit / 2) : 0;
        var older = limit - newer;
        var at = new
        {
            channelId,
            before = position.Before ?? position.Around ?? long.MaxValue,
            olderRows = older == 0 ? 0 : older + 1,
            skip = position.Page is { } page ? (page - 1) * (long)limit : 0,
            from = position.After + 1 ?? position.Around ?? long.MaxValue,
            newerRows = newer == 0 ? 0 : newer + 1,
        };
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var all = await connection.QueryMultipleAsync(new CommandDefinition(
            $"{MessageSql.Total}; {MessageSql.Older}; {MessageSql.Newer}", at, cancellationToken: cancellationToken));
        var total = await all.ReadSingleAsync<long>();
        var olderFound = (await all.ReadAsync<MessageRow>()).AsList();
        var newerFound = (await all.ReadAsync<MessageRow>()).AsList();

        List<MessageDto> messages = [
            .. newerFound.Take(newer).Reverse().Select(row => row.ToDto(viewerId)),
            .. olderFound.Take(older).Select(row => row.ToDto(viewerId)),
        ];
        // What lies on the other side of a given cursor is there without looking: the cursor came from it.
        var moreBelow = olderFound.Count > older || position.After is > 0;
        var moreAbove = newerFound.Count > newer || position.Before is not null || position.Page > 1;
        return new Timeline(
            messages, limit, position.Page, total,
            NextCursor: moreBelow && messages.Count > 0 ? messages[^1].Seq : null,
            PrevCursor: moreAbove && messages.Count > 0 ? messages[0].Seq : null);
    }
}

[Statements]
internal static class MessageSql
{
    // Reactions, mentions and files of these rows alone: reactions_pkey, mentions_message, files_message
    internal const string Columns = """
        m.id, m.channel_id, m.user_id, u.username, u.display_name,
        """ + FileColumns.AvatarUrl + """
         AS avatar_url, m.content, m.thread_id, m.seq, m.client_message_id,
        m.created_at, m.edited_at, m.deleted_at, m.reply_count, m.last_reply_at, m.pinned_by, m.pinned_at,
        (SELECT json_agg(json_build_object('emoji', k.emoji, 'user_ids', k.user_ids) ORDER BY k.first, k.emoji)::text
         FROM (SELECT r.emoji, min(r.created_at) AS first, array_agg(r.user_id ORDER BY r.created_at, r.user_id) AS user_ids
               FROM reactions r WHERE r.message_id = m.id GROUP BY r.emoji) k) AS reactions,
        (SELECT array_agg(n.user_id ORDER BY n.user_id) FROM mentions n WHERE n.message_id = m.id AND n.by_name) AS mentions,
        """ + FileColumns.OfMessage + " AS files";

    private const string Select = "SELECT " + Columns + " FROM messages m JOIN users u ON u.id = m.user_id";

    public const string Get = Select + " WHERE m.id = @messageId";

    public const string Some = Select + " WHERE m.id = ANY(@ids)";

    // Maintained with every message, so that no page has to count.
    public const string Total = "SELECT root_count FROM channels WHERE id = @channelId";

    // messages_log, backwards
    public const string Older = Select + """
         WHERE m.channel_id = @channelId AND m.thread_id IS NULL AND m.seq < @before
        ORDER BY m.seq DESC LIMIT @olderRows OFFSET @skip
        """;

    // messages_log
    public const string Newer = Select + """
         WHERE m.channel_id = @channelId AND m.thread_id IS NULL AND m.seq >= @from
        ORDER BY m.seq LIMIT @newerRows
        """;

    // messages_log, users_pkey: messages as events, replies too. LATERAL with an OFFSET: however many ranges there are, each is read by its
    // index, which PostgreSQL would think too many for.
    public const string Ranges = "SELECT " + Columns + """
         FROM unnest(@channelIds::uuid[], @afters::bigint[], @lasts::bigint[]) AS r (channel_id, after, last),
             LATERAL (SELECT * FROM messages WHERE channel_id = r.channel_id AND seq > r.after AND seq <= r.last OFFSET 0) m,
             LATERAL (SELECT * FROM users WHERE id = m.user_id OFFSET 0) u
        """;

    // channel_events' primary key, then messages': those that other events of the ranges are about
    public const string Changed = Select + """
         WHERE m.id = ANY(ARRAY(
            SELECT e.message_id FROM unnest(@channelIds::uuid[], @afters::bigint[], @lasts::bigint[]) AS r (channel_id, after, last),
                LATERAL (
                    SELECT message_id FROM channel_events
                    WHERE channel_id = r.channel_id AND seq > r.after AND seq <= r.last AND type IN ('message:edited', 'message:pinned', 'message:unpinned')
                    OFFSET 0) e))
        """;

    // messages_thread
    public const string Thread = Select + """
         WHERE m.thread_id = @messageId AND m.seq > @after
        ORDER BY m.seq LIMIT @take
        """;

    // messages_pinned
    public const string Pins = Select + """
         WHERE m.channel_id = @channelId AND m.pinned_at IS NOT NULL
        ORDER BY m.pinned_at DESC, m.seq DESC
        """;

    public const string Standing = """
        SELECT m.id, m.user_id, m.content, m.created_at, m.deleted_at IS NOT NULL AS is_deleted, m.pinned_at IS NOT NULL AS is_pinned,
               (SELECT count(DISTINCT r.emoji)::int FROM reactions r WHERE r.message_id = m.id) AS kinds
        FROM messages m WHERE m.id = @messageId
        """;

    public const string History = """
        SELECT content, edited_by, edited_at FROM message_edits WHERE message_id = @messageId ORDER BY seq
        """;
}
