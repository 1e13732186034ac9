using System.Globalization;
using ChatFlow.Tests.Postgres;
using ChatFlow.Tests.Wire;

namespace ChatFlow.Chaos.Tests;

/// <summary>
/// The promise: whatever is cut and killed, every client holds the same log in the end, nothing that was acknowledged is missing from it,
/// and nothing is in it twice: with a node alone, and with two that share a Redis which goes away for a while. CHAOS_SEED gives the randomness again that a run printed, as far as clients are concerned: the
/// machine's own timing is not in it. CHAOS_SECONDS makes it longer.
/// </summary>
public class ConvergenceTests
{
    private const int DotnetClients = 40;
    private const int NodeClients = 10;
    private const int ChannelCount = 5;

    [TestCase(1)]
    [TestCase(2)]
    public async Task Clients_HoldTheSameLog_WhateverIsCutAndKilled(int nodes)
    {
        var seed = Setting("CHAOS_SEED") ?? Environment.TickCount;
        var seconds = Setting("CHAOS_SECONDS") ?? 30;
        TestContext.Out.WriteLine($"CHAOS_SEED={seed}");
        var random = new Random(seed);
        await using var database = await TestDatabase.Create();
        var team = await Team.Create(database, DotnetClients + NodeClients, ChannelCount);
        using var redis = RedisWire.Make();
        using var cluster = await Cluster.Start(database, nodes, redis);

        var clients = team.Tokens.Take(DotnetClients).Select((token, n) => new ChaosClient(cluster.UrlFor(n), token, team.Channels, seed + n)).ToList();
        using var node = JavaScriptClients.Start(cluster.UrlFor(nodes - 1), team.Tokens.Skip(DotnetClients), team.Channels, seed);
        using var over = new CancellationTokenSource();
        var talking = clients.Select(client => client.Talk(over.Token)).ToList();
        await cluster.Disturb(random, seconds);
        over.Cancel();
        await Task.WhenAll(talking);
        await node.Stop();

        var log = await Log(database, team.Channels);
        var heads = log.ToDictionary(channel => channel.Key, channel => (long)channel.Value.Count);
        await Task.WhenAll(clients.Select(client => client.CatchUp(heads)));
        var others = await node.CatchUp(heads);

        var messages = await Messages(database);
        var acknowledged = clients.SelectMany(client => client.Acknowledged).Concat(others.SelectMany(client => client.Acknowledged)).ToList();
        TestContext.Out.WriteLine(
            $"{acknowledged.Count} sends acknowledged, {heads.Values.Sum()} events, {cluster.Cuts} connections cut, "
            + $"{clients.Sum(client => client.Connections) + others.Sum(client => client.Connections)} connections made");
        Assert.Multiple(() =>
        {
            Assert.That(acknowledged, Has.Count.GreaterThan(seconds * 10), "or little was tried");
            Assert.That(acknowledged.Where(sent => messages.GetValueOrDefault(sent.Key) != sent.Value), Is.Empty, "acknowledged is committed, as it was acknowledged");
            Assert.That(messages, Has.Count.EqualTo(acknowledged.Count), "every send was acknowledged in the end, and each is one message");
            foreach (var channel in team.Channels)
            {
                foreach (var client in clients)
                    Assert.That(client.LogOf(channel), Is.EqualTo(log[channel]), "a .NET client");
                foreach (var client in others)
                    Assert.That(client.Logs[channel], Is.EqualTo(log[channel]), "a JavaScript client");
            }
        });
    }

    /// <summary>Every event of every channel, in order, from the tables themselves; without a gap, or the test ends here.</summary>
    private static async Task<Dictionary<Guid, List<string>>> Log(TestDatabase database, IReadOnlyList<Guid> channels)
    {
        await using var command = database.DataSource.CreateCommand("""
            SELECT channel_id, seq, 'message:received ' || id FROM messages
            UNION ALL
            SELECT channel_id, seq, concat_ws(' ', type, message_id, details ->> 'emoji', CASE WHEN type LIKE 'reaction:%' THEN user_id END) FROM channel_events
            ORDER BY 1, 2
            """);
        var log = channels.ToDictionary(id => id, _ => new List<string>());
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var events = log[reader.GetGuid(0)];
            Assert.That(reader.GetInt64(1), Is.EqualTo(events.Count + 1), "the log itself has a gap");
            events.Add(reader.GetString(2));
        }
        return log;
    }

    private static async Task<Dictionary<Guid, string>> Messages(TestDatabase database)
    {
        await using var command = database.DataSource.CreateCommand("SELECT client_message_id, channel_id || ' ' || id || ' ' || seq FROM messages");
        Dictionary<Guid, string> messages = [];
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            messages.Add(reader.GetGuid(0), reader.GetString(1));
        return messages;
    }

    private static int? Setting(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : null;
}
