using ChatFlow.Application.Messages;
using ChatFlow.Domain;
using ChatFlow.Infrastructure.Postgres;
using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.Messages;

internal sealed class MessageStore(NpgsqlDataSource postgres) : IMessageStore
{
    public async Task<MessageDto> Get(Guid messageId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<MessageRow>(
            new CommandDefinition(MessageSql.Get, new { messageId }, cancellationToken: cancellationToken))
            ?? throw new NotFoundException("The message");
        return row.ToDto();
    }

    /// <summary>One round trip: the total, the older part (newest first) and the newer part (oldest first), each read one row further.</summary>
    public async Task<Timeline> Timeline(Guid channelId, TimelinePosition position, int limit, CancellationToken cancellationToken)
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
            .. newerFound.Take(newer).Reverse().Select(row => row.ToDto()),
            .. olderFound.Take(older).Select(row => row.ToDto()),
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
    private const string Columns = """
        m.id, m.channel_id, m.user_id, u.username, u.display_name, m.content, m.thread_id, m.seq, m.client_message_id,
        m.created_at, m.edited_at, m.deleted_at, m.reply_count, m.last_reply_at
        """;

    private const string Select = "SELECT " + Columns + " FROM messages m JOIN users u ON u.id = m.user_id";

    public const string Get = Select + " WHERE m.id = @messageId";

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

    // messages_log: messages as events, replies too
    public const string Range = Select + """
         WHERE m.channel_id = @channelId AND m.seq > @after AND m.seq <= @last
        """;
}
