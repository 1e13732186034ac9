using System.Globalization;
using ChatFlow.Build;
using ChatFlow.Infrastructure.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ChatFlow.Chaos.Tests;

/// <summary>A PostgreSQL of our own, since others would not like what is done to it. The build program brings it.</summary>
internal sealed class OwnPostgres : IAsyncDisposable
{
    private readonly EmbeddedPostgres server;

    private OwnPostgres(EmbeddedPostgres server, int port)
    {
        (this.server, Port) = (server, port);
        Database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false });
    }

    public int Port { get; }
    public int Pid => server.Process!.Id;

    /// <summary>Straight to it, past all wires: for whoever judges. Without a pool, whose connections would have died with the server.</summary>
    public NpgsqlDataSource Database { get; }

    /// <summary>To it through a wire, with no more connections than let three nodes and a judge have some.</summary>
    public string Through(int port) => new NpgsqlConnectionStringBuilder(server.ConnectionString) { Port = port, MaxPoolSize = 50 }.ConnectionString;

    public static async Task<OwnPostgres> Start(DataFolder folder, Session session, CancellationToken stop)
    {
        await Npm.InstallAsync(session.Repository.Build, "PostgreSQL's", session, stop);
        var binaries = PostgresBinaries.Resolve(session.Repository);
        var secrets = LocalSecrets.Of(folder);
        var account = await new PostgresCluster(folder, binaries, secrets.PostgresPassword, session).EnsureAsync(stop);
        var port = Ports.Keep(0);
        var server = new EmbeddedPostgres(folder, binaries, account, port, secrets.PostgresPassword, session);
        await server.StartAsync(stop);
        var own = new OwnPostgres(server, port);
        try
        {
            await new Migrations(own.Database, NullLogger<Migrations>.Instance).Apply(stop);
            return own;
        }
        catch
        {
            await own.DisposeAsync();
            throw;
        }
    }

    /// <summary>"Immediate": nothing is written, all connections end, and the next start recovers from the log.</summary>
    public async Task StopAtOnce()
    {
        UnixSignals.Send(Pid, UnixSignal.Quit);
        await server.Process!.Exited;
    }

    public Task StartAgain() => server.StartAsync(CancellationToken.None);

    /// <summary>The one that starts the others first, so that none is missed; and last when they go on.</summary>
    public void Pause()
    {
        UnixSignals.Send(Pid, UnixSignal.StopOnLinux);
        foreach (var child in Children())
            UnixSignals.Send(child, UnixSignal.StopOnLinux);
    }

    public void Continue()
    {
        foreach (var child in Children())
            UnixSignals.Send(child, UnixSignal.ContinueOnLinux);
        UnixSignals.Send(Pid, UnixSignal.ContinueOnLinux);
    }

    public async ValueTask DisposeAsync()
    {
        Continue();
        await Database.DisposeAsync();
        await server.StopAsync();
        server.Dispose();
    }

    private List<int> Children() => [.. Directory.EnumerateDirectories($"/proc/{Pid}/task")
        .SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(child => int.Parse(child, CultureInfo.InvariantCulture))];
}
