using ChatFlow.Application.Channels;
using ChatFlow.Domain.Messages;
using ChatFlow.Domain.Notifications;
using ChatFlow.Infrastructure.Messages;
using ChatFlow.Infrastructure.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace ChatFlow.Infrastructure.Channels;

/// <summary>One commit of many messages, in one round trip.</summary>
internal static class ChannelLogCommit
{
    /// <summary>
    /// Sets the result of every waiting message. Two statements are sent together and end in one implicit transaction:
    /// the first locks the channels, the second, with a snapshot taken after that, decides and writes.
    /// </summary>
    public static async Task Run(NpgsqlDataSource postgres, List<WaitingMessage> batch)
    {
        // The same client_message_id twice in one batch is one message: the later ones get the first one's answer.
        var firsts = new Dictionary<(Guid, Guid, Guid), WaitingMessage>();
        List<WaitingMessage> distinct = [];
        List<(WaitingMessage Later, WaitingMessage First)> repeats = [];
        foreach (var waiting in batch)
        {
            var m = waiting.Message;
            if (firsts.TryGetValue((m.ChannelId, m.UserId, m.ClientMessageId ?? m.Id), out var first))
                repeats.Add((waiting, first));
            else
            {
                firsts.Add((m.ChannelId, m.UserId, m.ClientMessageId ?? m.Id), waiting);
                distinct.Add(waiting);
            }
        }

        await Write(postgres, distinct);
        foreach (var (later, first) in repeats)
        {
            later.Result = first.Result!.Outcome == AppendOutcome.Posted
                ? first.Result with { Outcome = AppendOutcome.Repeated }
                : first.Result;
        }
    }

    private static async Task Write(NpgsqlDataSource postgres, List<WaitingMessage> batch)
    {
        await using var connection = await postgres.OpenConnectionAsync();
        await using var statements = new NpgsqlBatch(connection);
        statements.BatchCommands.Add(Command(
            ChannelLogSql.Lock,
            Parameter(batch.Select(w => w.Message.ChannelId).Distinct().ToArray(), NpgsqlDbType.Uuid)));
        statements.BatchCommands.Add(Command(
            ChannelLogSql.Write,
            Array(batch, m => m.Id, NpgsqlDbType.Uuid),
            Array(batch, m => m.ChannelId, NpgsqlDbType.Uuid),
            Array(batch, m => m.UserId, NpgsqlDbType.Uuid),
            Array(batch, m => m.Content, NpgsqlDbType.Text),
            Array(batch, m => m.ThreadId, NpgsqlDbType.Uuid),
            Array(batch, m => m.ClientMessageId, NpgsqlDbType.Uuid),
            Array(batch, m => m.CreatedAt, NpgsqlDbType.TimestampTz)));

        // Most messages tell nobody in particular, and pay nothing for those that do.
        var telling = batch.Where(w => w.Message.TellsSomebody).Select(w => (w.Message.Id, w.Message.Mentions)).ToList();
        if (telling.Count > 0)
            statements.BatchCommands.Add(Command(TellingSql.Tell, [.. Telling.Parameters(telling, isNew: true)]));

        await using var reader = await statements.ExecuteReaderAsync();
        await reader.NextResultAsync();
        var results = new (Appended Appended, long Seq, Sender Sender)?[batch.Count];
        while (await reader.ReadAsync())
        {
            var n = (int)reader.GetInt64(0) - 1;
            var outcome = Enum.Parse<AppendOutcome>(reader.GetString(1));
            var message = batch[n].Message;
            results[n] = outcome == AppendOutcome.Posted
                ? (new Appended(outcome, message.Id), reader.GetInt64(3),
                   new Sender(message.UserId, reader.GetString(4), reader.GetString(5), AvatarUrl: null))
                : (new Appended(outcome, reader.IsDBNull(2) ? message.Id : reader.GetGuid(2)), 0, null!);
        }
        var told = await reader.NextResultAsync() ? (await Telling.Read(reader, CancellationToken.None)).ToLookup(row => row.MessageId) : null;
        // Only after the reader ran to its end without an error is the transaction known to be committed.
        await reader.CloseAsync();

        for (var n = 0; n < results.Length; n++)
        {
            var (appended, seq, sender) = results[n] ?? throw new InvalidOperationException("The statement did not answer every message.");
            batch[n].Result = appended;
            if (appended.Outcome == AppendOutcome.Posted)
            {
                var rows = told?[appended.MessageId].ToList() ?? [];
                batch[n].Message.Committed(
                    seq, sender, [.. rows.Where(row => row.Notified is null).Select(row => row.UserId)], [.. rows.Select(row => row.Notified).OfType<Notified>()]);
            }
        }
    }

    private static NpgsqlBatchCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }

    private static NpgsqlParameter<T[]> Array<T>(List<WaitingMessage> batch, Func<Message, T> value, NpgsqlDbType type)
    {
        var values = new T[batch.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = value(batch[i].Message);
        return Parameter(values, type);
    }

    private static NpgsqlParameter<T[]> Parameter<T>(T[] values, NpgsqlDbType type) =>
        new() { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
}

[Statements]
internal static class ChannelLogSql
{
    // In id order, so that two nodes that write to the same channels never wait for each other in a circle.
    public const string Lock = """
        SELECT id FROM channels WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE
        """;

    // Looks up repeats by messages_client_id, threads by the primary key; both see everything that was committed to
    // these channels, because the lock was held before this statement's snapshot was taken.
    public const string Write = """
        WITH input AS MATERIALIZED (
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7) WITH ORDINALITY
                AS i(id, channel_id, user_id, content, thread_id, client_message_id, created_at, n)
        ), judged AS MATERIALIZED (
            SELECT i.*, c.last_seq, u.username, u.display_name, first.id AS first_id,
                   CASE WHEN member.user_id IS NULL OR active.user_id IS NULL THEN 'AccessLost'
                        WHEN first.id IS NOT NULL THEN 'Repeated'
                        WHEN c.archived_at IS NOT NULL THEN 'AccessLost'
                        WHEN i.thread_id IS NOT NULL AND root.id IS NULL THEN 'BadThread'
                        ELSE 'Posted' END AS outcome
            FROM input i
            LEFT JOIN users u ON u.id = i.user_id
            LEFT JOIN channels c ON c.id = i.channel_id AND c.deleted_at IS NULL
            LEFT JOIN channel_members member ON member.channel_id = c.id AND member.user_id = i.user_id
            LEFT JOIN workspace_members active
                ON active.workspace_id = c.workspace_id AND active.user_id = i.user_id AND active.status = 'active'
            LEFT JOIN messages first
                ON first.channel_id = i.channel_id AND first.user_id = i.user_id AND first.client_message_id = i.client_message_id
            LEFT JOIN messages root
                ON root.id = i.thread_id AND root.channel_id = i.channel_id AND root.thread_id IS NULL AND root.deleted_at IS NULL
        ), posted AS MATERIALIZED (
            SELECT j.*, j.last_seq + row_number() OVER (PARTITION BY j.channel_id ORDER BY j.n) AS seq
            FROM judged j WHERE j.outcome = 'Posted'
        ), inserted AS (
            INSERT INTO messages (id, channel_id, seq, user_id, content, thread_id, client_message_id, created_at)
            SELECT id, channel_id, seq, user_id, content, thread_id, client_message_id, created_at FROM posted
        ), moved AS (
            UPDATE channels c
            SET last_seq = t.seq, message_count = c.message_count + t.messages, root_count = c.root_count + t.roots, last_message_at = t.at
            FROM (SELECT channel_id, max(seq) AS seq, count(*) AS messages, count(*) FILTER (WHERE thread_id IS NULL) AS roots,
                         max(created_at) AS at
                  FROM posted GROUP BY channel_id) t
            WHERE c.id = t.channel_id
        ), replied AS (
            UPDATE messages m SET reply_count = m.reply_count + t.replies, last_reply_at = t.at
            FROM (SELECT thread_id, count(*) AS replies, max(created_at) AS at
                  FROM posted WHERE thread_id IS NOT NULL GROUP BY thread_id) t
            WHERE m.id = t.thread_id
        ), marked AS (
            -- A reply is read in its thread and says nothing about the timeline: only roots move the sender's marker.
            UPDATE channel_members m SET last_read_seq = t.seq
            FROM (SELECT channel_id, user_id, max(seq) AS seq FROM posted WHERE thread_id IS NULL GROUP BY channel_id, user_id) t
            WHERE m.channel_id = t.channel_id AND m.user_id = t.user_id AND m.last_read_seq < t.seq
        )
        SELECT j.n, j.outcome, j.first_id, p.seq, j.username, j.display_name
        FROM judged j LEFT JOIN posted p ON p.n = j.n
        """;
}
