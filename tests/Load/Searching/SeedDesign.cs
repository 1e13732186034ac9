using Npgsql;

namespace ChatFlow.Load.Searching;

/// <summary>
/// The search of the design that ChatFlow grew out of: what it is measured against. Its statement ranks by <c>query</c>, which it never
/// defines, and compares with text as it was typed; both are repaired with the <c>plainto_tsquery</c> of its other example. Filters that
/// are not given are left out, as it does. It does not ask who may read what it finds.
/// </summary>
internal sealed class SeedDesign(NpgsqlDataSource postgres)
{
    private const string Index = "CREATE INDEX IF NOT EXISTS idx_messages_content_fts ON messages USING GIN(to_tsvector('english', content)) WHERE deleted_at IS NULL";

    private const string Search = """
        SELECT
          m.id, m.content, m.channel_id,
          u.display_name,
          c.name as channel_name,
          ts_rank(to_tsvector('english', m.content), plainto_tsquery('english', $1)) as rank
        FROM messages m
        JOIN users u ON m.user_id = u.id
        JOIN channels c ON m.channel_id = c.id
        WHERE to_tsvector('english', m.content) @@ plainto_tsquery('english', $1)
          AND c.workspace_id = $2
          AND m.deleted_at IS NULL
        ORDER BY rank DESC
        LIMIT 20 OFFSET $3
        """;

    public async Task MakeIndex(CancellationToken stop) => await Execute(Index, stop);

    public async Task DropIndex(CancellationToken stop) => await Execute("DROP INDEX IF EXISTS idx_messages_content_fts", stop);

    /// <returns>Rows of the page.</returns>
    public async Task<int> Find(Guid workspaceId, string words, int page, CancellationToken stop)
    {
        await using var command = Command(Search, words, workspaceId, (page - 1) * 20L);
        await using var rows = await command.ExecuteReaderAsync(stop);
        var count = 0;
        var values = new object[rows.FieldCount];
        while (await rows.ReadAsync(stop))
        {
            rows.GetValues(values);
            count++;
        }
        return count;
    }

    /// <returns>How many messages have the words.</returns>
    public async Task<long> CountOf(string words, CancellationToken stop)
    {
        await using var command = Command("SELECT count(*) FROM messages m WHERE to_tsvector('english', m.content) @@ plainto_tsquery('english', $1) AND m.deleted_at IS NULL", words);
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    private NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = postgres.CreateCommand(sql);
        command.CommandTimeout = 0;
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    private async Task Execute(string sql, CancellationToken stop)
    {
        await using var command = Command(sql);
        await command.ExecuteNonQueryAsync(stop);
    }
}
