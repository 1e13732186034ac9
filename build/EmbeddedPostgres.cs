using Npgsql;

namespace ChatFlow.Build;

/// <summary>A PostgreSQL server of our own: on 127.0.0.1 only, with a generated password, started and stopped by this program.</summary>
internal sealed class EmbeddedPostgres(DataFolder folder, PostgresBinaries binaries, PostgresAccount account, int port, string password, Session session) : IDisposable
{
    private const string Database = "chatflow";
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromMinutes(2);

    /// <summary>
    /// A quarter of the machine's memory is PostgreSQL's own advice. Bounded, because others live here; taken only as it is used. What is
    /// searched should fit: for a million messages about 500 MB. The disk is taken for one that does not seek.
    /// </summary>
    private static long SharedMegabytes => Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 / (1024 * 1024), 128, 1024);

    public ChildProcess? Process { get; private set; }

    public string ConnectionString => Connection(Database);

    public async Task StartAsync(CancellationToken stop)
    {
        Process?.Dispose();
        // fsync and synchronous_commit stay on: acknowledged means committed, also on a developer's machine.
        var command = account.Server(binaries.Postgres, "-D", folder.Postgres,
            "-c", "listen_addresses=127.0.0.1", "-c", $"port={port}", "-c", "unix_socket_directories=",
            "-c", $"shared_buffers={SharedMegabytes}MB", "-c", "random_page_cost=1.1", "-c", "max_connections=200", "-c", "fsync=on", "-c", "synchronous_commit=on",
            "-c", "timezone=UTC", "-c", "log_timezone=UTC", "-c", "logging_collector=off");
        Process = ChildProcess.Start(new Launch("PostgreSQL", command[0], command[1..]) { LogFile = folder.Log("postgres"), Folder = "/" });
        try
        {
            await WaitUntilReadyAsync(Process, stop);
            await CreateDatabaseAsync(stop);
        }
        catch (OperationCanceledException)
        {
            await StopAsync();
            throw;
        }
    }

    /// <summary>Fast shutdown: clients are cut off, everything committed is on disk. By force only when that takes over half a minute.</summary>
    public Task StopAsync() => Process?.StopAsync(TimeSpan.FromSeconds(30), UnixSignal.Interrupt, UnixSignal.Quit) ?? Task.CompletedTask;

    public void Dispose() => Process?.Dispose();

    private async Task WaitUntilReadyAsync(ChildProcess process, CancellationToken stop)
    {
        var begin = session.Clock.GetTimestamp();
        Exception? last = null;
        while (session.Clock.GetElapsedTime(begin) < ReadyWithin)
        {
            if (process.Exited.IsCompleted)
                throw new Refusal($"PostgreSQL ended while starting ({ChildProcess.Describe(await process.Exited)}).{Environment.NewLine}{process.Tail}");
            try
            {
                await using var connection = new NpgsqlConnection(Connection("postgres"));
                await connection.OpenAsync(stop);
                return;
            }
            catch (Exception notYet) when (notYet is NpgsqlException or TimeoutException)
            {
                // Wrong password does not get better by waiting.
                if (notYet is PostgresException { SqlState: PostgresErrorCodes.InvalidPassword })
                    throw new Refusal($"PostgreSQL does not accept the password in {folder.Secrets}: it belongs to another database. Give another folder with --data");
                last = notYet;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(100), session.Clock, stop);
        }
        throw new Refusal($"PostgreSQL was not ready within {ReadyWithin.TotalSeconds:0} seconds ({last?.Message}).{Environment.NewLine}{process.Tail}");
    }

    private async Task CreateDatabaseAsync(CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(Connection("postgres"));
        await connection.OpenAsync(stop);
        await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = 'chatflow'", connection);
        if (await exists.ExecuteScalarAsync(stop) is not null) return;
        await using var create = new NpgsqlCommand("CREATE DATABASE chatflow", connection);
        await create.ExecuteNonQueryAsync(stop);
    }

    private string Connection(string database)
    {
        var connection = new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = port, Username = PostgresCluster.Superuser, Password = password, Database = database };
        // This program's own few questions must not hold connections open against a server that it wants to stop.
        if (database != Database) connection.Pooling = false;
        return connection.ConnectionString;
    }
}
