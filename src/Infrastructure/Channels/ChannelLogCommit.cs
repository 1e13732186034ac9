using ChatFlow.Application.Channels;
using ChatFlow.Domain.Files;
using ChatFlow.Domain.Messages;
using ChatFlow.Domain.Notifications;
using ChatFlow.Infrastructure.Files;
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

        await StatementTimes.Measure(ChannelLogSql.Write, () => Write(postgres, distinct));
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
        // Most messages have no files, and pay nothing for those that have.
        var files = batch.SelectMany((w, n) => w.Message.FileIds.Select(id => (Message: n + 1L, Id: id))).ToArray();
        if (files.Length > 0)
            statements.BatchCommands.Add(Command(ChannelLogSql.LockFiles, Parameter(System.Array.ConvertAll(files, f => f.Id), NpgsqlDbType.Uuid)));
        NpgsqlParameter[] messages =
        [
            Array(batch, m => m.Id, NpgsqlDbType.Uuid),
            Array(batch, m => m.ChannelId, NpgsqlDbType.Uuid),
            Array(batch, m => m.UserId, NpgsqlDbType.Uuid),
            Array(batch, m => m.Content, NpgsqlDbType.Text),
            Array(batch, m => m.ThreadId, NpgsqlDbType.Uuid),
            Array(batch, m => m.ClientMessageId, NpgsqlDbType.Uuid),
            Array(batch, m => m.CreatedAt, NpgsqlDbType.TimestampTz),
        ];
        statements.BatchCommands.Add(files.Length == 0 ? Command(ChannelLogSql.Write, messages) : Command(
            ChannelLogSql.WriteWithFiles,
            [
                .. messages, Parameter(System.Array.ConvertAll(files, f => f.Message), NpgsqlDbType.Bigint),
                Parameter(System.Array.ConvertAll(files, f => f.Id), NpgsqlDbType.Uuid),
            ]));

        // Most messages tell nobody in particular, and pay nothing for those that do.
        var telling = batch.Where(w => w.Message.TellsSomebody).Select(w => (w.Message.Id, w.Message.Mentions)).ToList();
        if (telling.Count > 0)
            statements.BatchCommands.Add(Command(TellingSql.Tell, [.. Telling.Parameters(telling, isNew: true)]));

        await using var reader = await statements.ExecuteReaderAsync();
        await reader.NextResultAsync();
        if (files.Length > 0)
            await reader.NextResultAsync();
        var results = new (Appended Appended, long Seq, Sender Sender, IReadOnlyList<StoredFile> Files)?[batch.Count];
        while (await reader.ReadAsync())
        {
            var n = (int)reader.GetInt64(0) - 1;
            var outcome = Enum.Parse<AppendOutcome>(reader.GetString(1));
            var message = batch[n].Message;
            results[n] = outcome == AppendOutcome.Posted
                ? (new Appended(outcome, message.Id), reader.GetInt64(3),
                   new Sender(message.UserId, reader.GetString(4), reader.GetString(5), Text(reader, 6)), AttachedFiles.Read(Text(reader, 7)))
                : (new Appended(outcome, reader.IsDBNull(2) ? message.Id : reader.GetGuid(2)), 0, null!, []);
        }
        var told = await reader.NextResultAsync() ? (await Telling.Read(reader, CancellationToken.None)).ToLookup(row => row.MessageId) : null;
        // Only after the reader ran to its end without an error is the transaction known to be committed.
        await reader.CloseAsync();

        for (var n = 0; n < results.Length; n++)
        {
            var (appended, seq, sender, sent) = results[n] ?? throw new InvalidOperationException("The statement did not answer every message.");
            batch[n].Result = appended;
            if (appended.Outcome == AppendOutcome.Posted)
            {
                var rows = told?[appended.MessageId].ToList() ?? [];
                batch[n].Message.Committed(
                    seq, sender, [.. rows.Where(row => row.Notified is null).Select(row => row.UserId)],
                    [.. rows.Select(row => row.Notified).OfType<Notified>()], sent);
            }
        }
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

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
