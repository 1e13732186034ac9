using System.Diagnostics;
using ChatFlow.Domain;
using ChatFlow.Load.Workloads;
using Npgsql;

namespace ChatFlow.Load.Floors;

/// <summary>How fast PostgreSQL alone takes rows: the seed design's message table, without its foreign keys and without its check of the text.</summary>
internal sealed class Inserts(NpgsqlDataSource postgres)
{
    private const string Tables = """
        CREATE SCHEMA floor;
        CREATE TABLE floor.plain (
            id UUID PRIMARY KEY, channel_id UUID NOT NULL, user_id UUID, content TEXT NOT NULL, thread_id UUID, edited_at TIMESTAMPTZ, deleted_at TIMESTAMPTZ,
            created_at TIMESTAMPTZ DEFAULT now(), updated_at TIMESTAMPTZ DEFAULT now(), metadata JSONB DEFAULT '{}');
        CREATE TABLE floor.seed (LIKE floor.plain INCLUDING ALL);
        CREATE INDEX ON floor.seed (channel_id, created_at DESC) WHERE deleted_at IS NULL;
        CREATE INDEX ON floor.seed (channel_id, created_at DESC, id) WHERE deleted_at IS NULL;
        CREATE INDEX ON floor.seed (thread_id, created_at DESC) WHERE thread_id IS NOT NULL AND deleted_at IS NULL;
        CREATE INDEX ON floor.seed (user_id, created_at DESC) WHERE deleted_at IS NULL;
        CREATE INDEX ON floor.seed USING GIN (to_tsvector('english', content)) WHERE deleted_at IS NULL;
        """;

    private const int Batch = 50;

    private readonly Guid channel = TimeProvider.System.NewId();

    public async Task MakeTables(CancellationToken stop)
    {
        await using var command = postgres.CreateCommand(Tables);
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <returns>Rows committed in a second, each on its own, or by unnest 50 at a time.</returns>
    public async Task<double> PerSecond(string table, int clients, bool inBatches, TimeSpan time, Func<string> text, CancellationToken stop)
    {
        var (rows, begin) = (0, Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
        {
            await using var one = await Connect(table, inBatches, stop);
            while (Stopwatch.GetElapsedTime(begin) < time)
                Interlocked.Add(ref rows, await one.Insert(text, stop));
        }));
        return rows / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    /// <summary>One commit after the other, as often as the sends of <see cref="Deliveries"/> come.</summary>
    public async Task<Timings> OneByOne(string table, int perSecond, TimeSpan time, Func<string> text, CancellationToken stop)
    {
        await using var one = await Connect(table, inBatches: false, stop);
        await one.Insert(text, stop);
        var timings = new Timings();
        using var clock = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / perSecond));
        for (var begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin) < time && await clock.WaitForNextTickAsync(stop);)
            await timings.Measure(() => one.Insert(text, stop));
        return timings;
    }

    private async Task<Client> Connect(string table, bool inBatches, CancellationToken stop)
    {
        var connection = await postgres.OpenConnectionAsync(stop);
        var command = new NpgsqlCommand(
            inBatches
                ? $"INSERT INTO floor.{table} (id, channel_id, user_id, content) SELECT id, $2, $3, content FROM unnest($1::uuid[], $4::text[]) AS new (id, content)"
                : $"INSERT INTO floor.{table} (id, channel_id, user_id, content) VALUES ($1, $2, $3, $4)",
            connection);
        command.Parameters.Add(inBatches ? new NpgsqlParameter<Guid[]> { TypedValue = [] } : new NpgsqlParameter<Guid>());
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = channel });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = TimeProvider.System.NewId() });
        command.Parameters.Add(inBatches ? new NpgsqlParameter<string[]> { TypedValue = [] } : new NpgsqlParameter<string> { TypedValue = "" });
        await command.PrepareAsync(stop);
        return new Client(connection, command);
    }

    private sealed class Client(NpgsqlConnection connection, NpgsqlCommand command) : IAsyncDisposable
    {
        public async Task<int> Insert(Func<string> text, CancellationToken stop)
        {
            if (command.Parameters[0] is NpgsqlParameter<Guid> id)
            {
                id.TypedValue = TimeProvider.System.NewId();
                ((NpgsqlParameter<string>)command.Parameters[3]).TypedValue = text();
            }
            else
            {
                ((NpgsqlParameter<Guid[]>)command.Parameters[0]).TypedValue = [.. Enumerable.Range(0, Batch).Select(_ => TimeProvider.System.NewId())];
                ((NpgsqlParameter<string[]>)command.Parameters[3]).TypedValue = [.. Enumerable.Range(0, Batch).Select(_ => text())];
            }
            return await command.ExecuteNonQueryAsync(stop);
        }

        public async ValueTask DisposeAsync()
        {
            await command.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
