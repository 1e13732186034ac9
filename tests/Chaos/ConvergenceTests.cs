using ChatFlow.Tests.Postgres;
using ChatFlow.Tests.Wire;

namespace ChatFlow.Chaos.Tests;

/// <summary>
/// The promise: whatever is cut and killed, every client holds the same log in the end, nothing that was acknowledged is missing from it,
/// and nothing is in it twice, for .NET and JavaScript clients: with a node alone, and with two that share a Redis which goes away for a while. More fails
/// in <see cref="ChaosTests"/>. CHAOS_SEED and CHAOS_SECONDS as there.
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
        var seed = ChaosTests.Setting("CHAOS_SEED") ?? Environment.TickCount;
        var seconds = ChaosTests.Setting("CHAOS_SECONDS") ?? 30;
        TestContext.Out.WriteLine($"CHAOS_SEED={seed}");
        var random = new Random(seed);
        await using var database = await TestDatabase.Create();
        var team = await Team.Create(database.DataSource, DotnetClients + NodeClients, ChannelCount);
        using var redis = RedisWire.Make();
        using var cluster = await Cluster.Start(database, nodes, redis);

        var tally = new Tally();
        var clients = team.Members.Take(DotnetClients)
            .Select((member, n) => new ChaosClient(member, [cluster.UrlFor(n)], seed + n, new Habits(TimeSpan.FromSeconds(0.6)), tally)).ToList();
        using var node = JavaScriptClients.Start(cluster.UrlFor(nodes - 1), team.Members.Skip(DotnetClients).Select(member => member.Token), team.Channels, seed);
        using var over = new CancellationTokenSource();
        using var gone = new CancellationTokenSource();
        var staying = clients.ConvertAll(client => client.Stay(gone.Token));
        var talking = clients.ConvertAll(client => client.Talk(over.Token, CancellationToken.None));
        await cluster.Disturb(random, seconds);
        await over.CancelAsync();
        await Task.WhenAll(talking);
        await node.Stop();

        var tables = await Tables.Read(database.DataSource);
        var heads = tables.Log.ToDictionary(channel => channel.Key, channel => (long)channel.Value.Count);
        var others = await node.CatchUp(heads);
        for (var tries = 0; tries < 300 && clients.Any(client => team.Channels.Any(channel => client[channel].Log.Count < heads[channel])); tries++)
            await Task.Delay(100);
        await gone.CancelAsync();
        await Task.WhenAll(staying);
        foreach (var client in clients)
            await client.DisposeAsync();

        var sentByOthers = others.SelectMany(client => client.Acknowledged).ToDictionary();
        TestContext.Out.WriteLine(
            $"{tally.Acknowledged + sentByOthers.Count} sends acknowledged, {heads.Values.Sum()} events, {cluster.Cuts} connections cut, "
            + $"{tally.Connections + others.Sum(client => client.Connections)} connections made");
        var messages = tables.Messages.ToDictionary(message => message.ClientMessageId!.Value, message => $"{message.ChannelId} {message.Id} {message.Seq}");
        Assert.Multiple(() =>
        {
            Assert.That(tally.Acknowledged + sentByOthers.Count, Is.GreaterThan(seconds * 10), "or little was tried");
            Assert.That(messages, Has.Count.EqualTo(tally.Acknowledged + sentByOthers.Count), "every send was acknowledged in the end, and each is one message");
            Assert.That(tally.Broken, Is.Empty);
            Assert.That(tally.Refusals.Keys.Where(refusal => !refusal.EndsWith("SERVICE_UNAVAILABLE", StringComparison.Ordinal)), Is.Empty);
            Assert.That(Verdict.Find(tables, clients, sentByOthers.Keys), Is.Empty, "of the .NET clients");
            Assert.That(sentByOthers.Where(sent => messages.GetValueOrDefault(sent.Key) != sent.Value), Is.Empty, "acknowledged is committed, as it was acknowledged");
            foreach (var channel in team.Channels)
                foreach (var client in others)
                    Assert.That(client.Logs[channel], Is.EqualTo(tables.Log[channel].Select(entry => entry.Event)), "a JavaScript client");
        });
    }
}
