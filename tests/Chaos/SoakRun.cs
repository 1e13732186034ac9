using System.Globalization;
using ChatFlow.Build;

namespace ChatFlow.Chaos.Tests;

/// <summary>
/// Fifty people in one channel of one node, of whom some lose their connection now and then. Nothing fails: what is asked is whether the node stays
/// as small as it was.
/// </summary>
internal sealed class SoakRun(TimeSpan length, Session session)
{
    private const int People = 50;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(3);

    private readonly Tally tally = new();

    /// <returns>What grew by more than it may, or failed. Empty where all is well.</returns>
    public async Task<IReadOnlyList<string>> Run(CancellationToken stop)
    {
        await using var world = await World.Start(nodes: 1, session, stop);
        world.IsKept = true;
        await using var asked = stop.Register(() => world.IsKept = false);
        var node = world.Nodes[0];
        var team = await Team.Create(world.Postgres.Database, People, channels: 1);
        var clients = team.Members.Index().Select(member =>
            new ChaosClient(member.Item, world.Urls, member.Index, new Habits(TimeSpan.FromSeconds(1)), tally)).ToList();
        using var until = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var over = new CancellationTokenSource();
        var staying = clients.ConvertAll(client => client.Stay(over.Token));
        var talking = clients.ConvertAll(client => client.Talk(until.Token, until.Token));
        var samples = new Samples(node, world.TemporaryOf(0), world.Postgres.Database);
        await Sample(samples, node, stop);

        await until.CancelAsync();
        await Task.WhenAll(talking);
        await over.CancelAsync();
        await Task.WhenAll(staying);
        foreach (var client in clients)
            await client.DisposeAsync();
        var broken = Judge(samples);
        broken.AddRange(tally.Refusals.Select(refusal => $"{refusal.Value} calls were refused, and nothing had failed: {refusal.Key}"));
        world.IsKept = broken.Count > 0;
        return broken;
    }

    private async Task Sample(Samples samples, Node node, CancellationToken stop)
    {
        var begin = TimeProvider.System.GetTimestamp();
        var random = new Random(1);
        using var timer = new PeriodicTimer(Between);
        for (var elapsed = TimeSpan.Zero; elapsed < length; elapsed = TimeProvider.System.GetElapsedTime(begin))
        {
            await samples.Take(elapsed.TotalSeconds, stop);
            if (samples.Taken.Count % 10 == 1)
            {
                session.Screen.Step($"{tally.Acknowledged} messages; "
                    + string.Join(", ", Samples.Measures.Zip(samples.Taken[^1].Values, (measure, value) => string.Create(CultureInfo.InvariantCulture, $"{measure.Name} {value:0.#}"))));
            }
            node.Clients.Cut(random, 0.01);
            await timer.WaitForNextTickAsync(stop);
        }
    }

    private List<string> Judge(Samples samples)
    {
        List<string> broken = [];
        session.Screen.Line($"{tally.Acknowledged} messages acknowledged, {tally.Connections - People} connections made again, {samples.Taken.Count} samples; the second half:");
        List<(string, string)> rows = [];
        foreach (var (n, measure) in Samples.Measures.Index())
        {
            var (rise, mean) = samples.SecondHalf(n);
            rows.Add((measure.Name, string.Create(CultureInfo.InvariantCulture, $"mean {mean:0.0}, rises by {rise:0.0} of {measure.Most:0}")));
            if (rise > measure.Most)
                broken.Add(string.Create(CultureInfo.InvariantCulture, $"{measure.Name} rises by {rise:0.0} in the second half; {measure.Most:0} is the most."));
        }
        session.Screen.Line(Tool.Table(rows));
        return broken;
    }
}
