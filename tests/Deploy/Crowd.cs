using System.Globalization;
using ChatFlow.Chaos.Tests;

namespace ChatFlow.Deploy.Tests;

/// <summary>People who use ChatFlow while something is done to it, and what they noticed.</summary>
internal static class Crowd
{
    /// <summary>Does something while six people use REST and twelve clients the hub, and looks whether anybody noticed.</summary>
    public static async Task Watch(Machine machine, IReadOnlyList<Person> people, Guid channel, Uri page, Action what)
    {
        var clients = people.SelectMany(person => new[] { person, person })
            .Select((person, n) => new ChaosClient(Person.Site, person.Token, [channel], Random.Shared.Next() + n)).ToList();
        using var over = new CancellationTokenSource();
        var talking = clients.Select(client => client.Talk(over.Token)).ToList();
        using var load = Load.Begin(people, channel, page);
        await Task.Delay(TimeSpan.FromSeconds(2));
        try
        {
            await Task.Run(what);
            await Task.Delay(TimeSpan.FromSeconds(2));
        }
        finally
        {
            await load.End();
            await over.CancelAsync();
            await Task.WhenAll(talking);
        }
        var head = long.Parse(machine.Ask($"SELECT last_seq FROM channels WHERE id = '{channel}'"), CultureInfo.InvariantCulture);
        await Task.WhenAll(clients.Select(client => client.CatchUp(new Dictionary<Guid, long> { [channel] = head })));

        var kept = machine.Ask("SELECT client_message_id FROM messages WHERE client_message_id IS NOT NULL").Split('\n').Select(Guid.Parse).ToList();
        var acknowledged = load.Sent.Concat(clients.SelectMany(client => client.Acknowledged.Keys)).ToList();
        TestContext.Progress.WriteLine($"{load.Requests} requests, {acknowledged.Count} sends acknowledged, {clients.Sum(client => client.Connections)} connections of {clients.Count} clients");
        Assert.Multiple(() =>
        {
            Assert.That(load.Failures, Is.Empty);
            Assert.That(load.Requests, Is.GreaterThan(20), "or little was tried");
            Assert.That(acknowledged.Except(kept), Is.Empty, "acknowledged is committed");
            Assert.That(kept, Is.Unique);
            Assert.That(clients.Select(client => client.LogOf(channel).Count), Is.All.EqualTo(head));
            Assert.That(clients.Select(client => string.Join('\n', client.LogOf(channel))).Distinct().Count(), Is.EqualTo(1), "all hold the same log");
        });
    }
}
