using Npgsql;

namespace ChatFlow.Chaos.Tests;

/// <param name="ClientMessageId">Null when the sender gave none.</param>
internal sealed record StoredMessage(Guid? ClientMessageId, Guid UserId, Guid ChannelId, Guid Id, long Seq, string Content, bool IsDeleted);

/// <summary>What the database holds in the end, as it is in the tables and by no statement of the server.</summary>
internal sealed class Tables
{
    private Tables()
    {
    }

    /// <summary>By channel every event in order, as <see cref="Follower.Log"/>; with the seq before it, for it should be its place.</summary>
    public Dictionary<Guid, List<(long Seq, string Event)>> Log { get; } = [];
    public List<StoredMessage> Messages { get; } = [];
    public HashSet<(Guid Message, string Emoji, Guid User)> Reactions { get; } = [];
    public Dictionary<(Guid Channel, Guid User), long> Markers { get; } = [];
    public Dictionary<Guid, (long LastSeq, long MessageCount, long RootCount)> Channels { get; } = [];

    public static async Task<Tables> Read(NpgsqlDataSource database)
    {
        var tables = new Tables();
        await Rows(database, "SELECT id, last_seq, message_count, root_count FROM channels",
            row => tables.Channels.Add(row.GetGuid(0), (row.GetInt64(1), row.GetInt64(2), row.GetInt64(3))));
        foreach (var channel in tables.Channels.Keys)
            tables.Log.Add(channel, []);
        await Rows(database, """
            SELECT channel_id, seq, 'message:received ' || id FROM messages
            UNION ALL
            SELECT channel_id, seq, concat_ws(' ', type, message_id, details ->> 'emoji', CASE WHEN type LIKE 'reaction:%' THEN user_id END) FROM channel_events
            ORDER BY 1, 2
            """, row => tables.Log[row.GetGuid(0)].Add((row.GetInt64(1), row.GetString(2))));
        await Rows(database, "SELECT client_message_id, user_id, channel_id, id, seq, content, deleted_at IS NOT NULL FROM messages", row => tables.Messages.Add(new StoredMessage(
            row.IsDBNull(0) ? null : row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetGuid(3), row.GetInt64(4), row.GetString(5), row.GetBoolean(6))));
        await Rows(database, "SELECT message_id, emoji, user_id FROM reactions", row => tables.Reactions.Add((row.GetGuid(0), row.GetString(1), row.GetGuid(2))));
        await Rows(database, "SELECT channel_id, user_id, last_read_seq FROM channel_members", row => tables.Markers.Add((row.GetGuid(0), row.GetGuid(1)), row.GetInt64(2)));
        return tables;
    }

    /// <summary>How far each channel goes.</summary>
    public static async Task<Dictionary<Guid, long>> Heads(NpgsqlDataSource database)
    {
        Dictionary<Guid, long> heads = [];
        await Rows(database, "SELECT id, last_seq FROM channels", row => heads.Add(row.GetGuid(0), row.GetInt64(1)));
        return heads;
    }

    private static async Task Rows(NpgsqlDataSource database, string sql, Action<NpgsqlDataReader> take)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            take(reader);
    }
}
