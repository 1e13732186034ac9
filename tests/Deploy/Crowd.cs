using System.Globalization;
using ChatFlow.Chaos.Tests;

namespace ChatFlow.Deploy.Tests;

/// <summary>People who use ChatFlow while something is done to it, and what they noticed.</summary>
internal static class Crowd
{
    /// <summary>Does something while six people use REST and twelve clients the hub, and looks whether anybody noticed.</summary>
    public static async Task Watch(Machine machine, IReadOnlyList<Person> people, Guid channel, Uri page, Action what)
    {
        var tally = new Tally();
        var clients = people.SelectMany(person => new[] { person, person })
            .Select(person => new ChaosClient(new Member(person.Id, person.Token, [channel]), [Person.Site], Random.Shared.Next(), new Habits(TimeSpan.FromSeconds(0.6)), tally)).ToList();
        using var over = new CancellationTokenSource();
        using var gone = new CancellationTokenSource();
        var staying = clients.ConvertAll(client => client.Stay(gone.Token));
        var talking = clients.ConvertAll(client => client.Talk(over.Token, CancellationToken.None));
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
        for (var tries = 0; tries < 300 && clients.Any(client => client[channel].Log.Count < head); tries++)
            await Task.Delay(100);
        await gone.CancelAsync();
        await Task.WhenAll(staying);
        foreach (var client in clients)
            await client.DisposeAsync();

        var kept = machine.Ask("SELECT client_message_id FROM messages WHERE client_message_id IS NOT NULL").Split('\n').Select(Guid.Parse).ToList();
        var acknowledged = load.Sent.Concat(clients.SelectMany(client => client.Records.Sent.Keys)).ToList();
        TestContext.Progress.WriteLine($"{load.Requests} requests, {acknowledged.Count} sends acknowledged, {tally.Connections} connections of {clients.Count} clients");
        Assert.Multiple(() =>
        {
            Assert.That(load.Failures, Is.Empty);
            Assert.That(load.Requests, Is.GreaterThan(20), "or little was tried");
            Assert.That(acknowledged.Except(kept), Is.Empty, "acknowledged is committed");
            Assert.That(kept, Is.Unique);
            Assert.That(tally.Broken, Is.Empty);
            Assert.That(tally.Refusals.Keys.Where(refusal => !refusal.EndsWith("SERVICE_UNAVAILABLE", StringComparison.Ordinal)), Is.Empty);
            Assert.That(clients.Select(client => client[channel].Log.Count), Is.All.EqualTo(head));
            Assert.That(clients.Select(client => string.Join('\n', client[channel].Log)).Distinct().Count(), Is.EqualTo(1), "all hold the same log");
        });
    }
}
