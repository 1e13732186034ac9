using ChatFlow.Tests.Postgres;
using ChatFlow.Tests.Wire;

namespace ChatFlow.Chaos.Tests;

/// <summary>One node, or several that share a Redis; each behind a wire of its own.</summary>
internal sealed class Cluster : IDisposable
{
    private readonly List<(ServerProcess Server, Cuttable Wire)> nodes = [];
    private readonly RedisWire redis;

    private Cluster(RedisWire redis) => this.redis = redis;

    public int Cuts => nodes.Sum(node => node.Wire.Cuts);

    public static async Task<Cluster> Start(TestDatabase database, int count, RedisWire redis)
    {
        var cluster = new Cluster(redis);
        for (var n = 0; n < count; n++)
        {
            var server = new ServerProcess(database.ConnectionString, count == 1 ? null : redis.ConnectionString, Path.GetTempPath(), TestContext.Out.WriteLine);
            cluster.nodes.Add((server, new Cuttable(server.Port)));
            await server.Start();
        }
        return cluster;
    }

    public string UrlFor(int client) => $"http://127.0.0.1:{nodes[client % nodes.Count].Wire.Port}";

    /// <summary>
    /// Cuts connections all the time, and kills a node after a third and after two thirds of it. Redis is away for the second quarter,
    /// which takes in the first death.
    /// </summary>
    public async Task Disturb(Random random, int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            await Task.Delay(1000);
            foreach (var (_, wire) in nodes)
                wire.Cut(random, 0.05);
            if (second == seconds / 4)
                redis.Wire.Down();
            if (second == seconds / 2)
                redis.Wire.Up();
            if (second != seconds / 3 && second != seconds * 2 / 3)
                continue;
            var (server, _) = nodes[random.Next(nodes.Count)];
            await server.Kill();
            await server.Start();
        }
    }

    public void Dispose()
    {
        foreach (var (server, wire) in nodes)
        {
            server.Dispose();
            wire.Dispose();
        }
    }
}
