using ChatFlow.Build;
using ChatFlow.Tests.Wire;

namespace ChatFlow.Chaos.Tests;

/// <summary>A node, and the wires to it and from it.</summary>
internal sealed record Node(ServerProcess Server, Cuttable Clients, Cuttable Postgres, Cuttable Redis)
{
    /// <summary>Where clients find it.</summary>
    public string Url => $"http://127.0.0.1:{Clients.Port}";
}

/// <summary>
/// Nodes that share a PostgreSQL and a Redis, all of them processes of our own, on this machine's loopback address. The folder with logs is kept
/// when something was found.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    private readonly DataFolder folder;

    private World(DataFolder folder, OwnPostgres postgres) => (this.folder, Postgres) = (folder, postgres);

    public OwnPostgres Postgres { get; }

    /// <summary>Null for a node alone.</summary>
    public OwnRedis? Redis { get; private set; }
    public List<Node> Nodes { get; } = [];

    /// <summary>Set where something was found, or may have been.</summary>
    public bool IsKept { get; set; }
    public string Folder => folder.Path;
    public IReadOnlyList<string> Urls => Nodes.ConvertAll(node => node.Url);

    /// <summary>Where a node keeps its files for a while.</summary>
    public string TemporaryOf(int node) => folder.Inside($"node{node}");

    public static async Task<World> Start(int nodes, Session session, CancellationToken stop)
    {
        var path = Directory.CreateTempSubdirectory("chatflow-chaos-").FullName;
        // PostgreSQL, which is another user when we are root, has to pass through.
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var folder = DataFolder.Open(path);
        var postgres = await OwnPostgres.Start(folder, session, stop);
        var world = new World(folder, postgres);
        try
        {
            if (nodes > 1)
                world.Redis = await OwnRedis.Start(folder.Redis);
            for (var n = 0; n < nodes; n++)
                world.Nodes.Add(world.Make(n));
            await Task.WhenAll(world.Nodes.Select(node => node.Server.Start()));
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            await node.Server.Kill();
            node.Server.Dispose();
            foreach (var wire in new[] { node.Clients, node.Postgres, node.Redis })
                wire.Dispose();
        }
        if (Redis is not null)
            await Redis.DisposeAsync();
        await Postgres.DisposeAsync();
        folder.Dispose();
        if (!IsKept)
            Directory.Delete(Folder, recursive: true);
    }

    private Node Make(int n)
    {
        Directory.CreateDirectory(TemporaryOf(n));
        var toPostgres = new Cuttable(Postgres.Port);
        var toRedis = new Cuttable(Redis?.Port ?? 1);
        var log = Path.Combine(folder.Logs, $"node{n}.log");
        var server = new ServerProcess(
            Postgres.Through(toPostgres.Port), Redis is null ? null : OwnRedis.Through(toRedis.Port), TemporaryOf(n), line => File.AppendAllText(log, line + Environment.NewLine));
        return new Node(server, new Cuttable(server.Port), toPostgres, toRedis);
    }
}
