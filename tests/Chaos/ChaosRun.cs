using System.Globalization;
using ChatFlow.Build;

namespace ChatFlow.Chaos.Tests;

/// <param name="Seed">Of the faults, their order and their times, and of what people do.</param>
/// <param name="Length">How long people talk and things fail. What follows takes as long as it takes, within bounds.</param>
internal sealed record ChaosOptions(int Seed, TimeSpan Length, int Nodes = 3, int People = 50)
{
    public string ToRepeat => string.Create(CultureInfo.InvariantCulture, $"dotnet run --project build -- chaos --minutes {Length.TotalMinutes:0.##} --seed {Seed}");
}

/// <param name="Broken">What does not hold. Empty where all is well.</param>
/// <param name="Summary">What was done and seen, each with its number.</param>
internal sealed record ChaosOutcome(IReadOnlyList<string> Broken, IReadOnlyList<(string What, string Number)> Summary);

/// <summary>People talk over nodes that share a PostgreSQL and a Redis while all of these fail; then the promise is checked.</summary>
internal sealed class ChaosRun(ChaosOptions options, Session session, Action<string> say)
{
    /// <summary>For everything to answer again, and for what was not acknowledged by then.</summary>
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(90);

    /// <summary>For every client to hold everything, by what it is told alone: heads are told every 5 s.</summary>
    private static readonly TimeSpan Convergence = TimeSpan.FromSeconds(60);

    private const int SmallChannels = 4;

    private readonly Tally tally = new();
    private readonly List<string> broken = [];

    public async Task<ChaosOutcome> Run(CancellationToken stop)
    {
        var plan = FaultPlan.Make(options.Seed, options.Length, options.Nodes);
        say($"Seed {options.Seed}: {plan.Count} faults in {options.Length.TotalSeconds:0} s");
        foreach (var fault in plan)
            say($"    {fault}");
        await using var world = await World.Start(options.Nodes, session, stop);
        world.IsKept = true;
        await using var asked = stop.Register(() => world.IsKept = false);
        // Everybody is in the first channel, and each in one of the others.
        var team = await Team.Create(world.Postgres.Database, options.People, SmallChannels + 1, (person, channel) => channel == 0 || person % SmallChannels == channel - 1);
        var clients = team.Members.Index().Select(member => new ChaosClient(
            member.Item, world.Urls, options.Seed + member.Index, new Habits(TimeSpan.FromSeconds(1), GiveUp: 0.3), tally)).ToList();
        var faults = new Faults(world, new Random(options.Seed), text => say($"fault {text}"));

        using var over = new CancellationTokenSource();
        var staying = clients.ConvertAll(client => client.Stay(over.Token));
        var converged = await Talk(world, clients, faults, plan, stop);
        await over.CancelAsync();
        await Task.WhenAll(staying);
        foreach (var client in clients)
            await client.DisposeAsync();

        var tables = await Tables.Read(world.Postgres.Database);
        if (tally.Acknowledged < options.Length.TotalSeconds)
            broken.Add($"{tally.Acknowledged} messages in {options.Length.TotalSeconds:0} s: little was tried, and little is shown.");
        broken.AddRange(faults.Deaths);
        broken.AddRange(tally.Broken.Distinct());
        broken.AddRange(tally.Refusals.Where(refusal => !refusal.Key.EndsWith("SERVICE_UNAVAILABLE", StringComparison.Ordinal))
            .Select(refusal => $"{refusal.Value} calls were refused: {refusal.Key}"));
        broken.AddRange(Verdict.Find(tables, clients));
        world.IsKept = broken.Count > 0;
        if (world.IsKept)
            say($"What the nodes and PostgreSQL wrote is kept in {world.Folder}");
        return new ChaosOutcome(broken, Summary(tables, clients, faults, converged));
    }

    /// <returns>How long it took from the end of all faults until every client held everything; null when that was not reached.</returns>
    private async Task<TimeSpan?> Talk(World world, List<ChaosClient> clients, Faults faults, List<Fault> plan, CancellationToken stop)
    {
        using var until = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var last = CancellationTokenSource.CreateLinkedTokenSource(stop);
        until.CancelAfter(options.Length);
        last.CancelAfter(options.Length + Recovery);
        var talking = clients.ConvertAll(client => client.Talk(until.Token, last.Token));
        var telling = Tell(faults, until.Token);
        await faults.Inject(plan, until.Token);
        await telling;
        var quiet = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(talking);
        stop.ThrowIfCancellationRequested();
        await faults.Recovered();
        say("Nothing fails any more, and nobody sends");

        var talked = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(talked) < Convergence)
        {
            var heads = await Tables.Heads(world.Postgres.Database);
            if (clients.All(client => client.Me.Channels.All(channel => client[channel].Log.Count == heads[channel])))
                return TimeProvider.System.GetElapsedTime(quiet);
            await Task.Delay(100, stop);
        }
        broken.Add($"After {Convergence.TotalSeconds:0} s not every client holds the log.");
        return null;
    }

    private async Task Tell(Faults faults, CancellationToken until)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (!until.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(10), until).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            say($"{TimeProvider.System.GetElapsedTime(begin).TotalSeconds,4:0} s: {tally.Acknowledged} of {tally.Sent} messages acknowledged, {tally.Unanswered} calls unanswered, "
                + $"{tally.Connections} connections made, {faults.Injected.Values.Sum()} faults");
        }
    }

    private List<(string, string)> Summary(Tables tables, List<ChaosClient> clients, Faults faults, TimeSpan? converged) =>
    [
        .. Enum.GetValues<FaultKind>().Select(kind => ($"fault: {kind}", Number(faults.Injected.GetValueOrDefault(kind)))),
        ("connections that were cut", Number(faults.Cuts)),
        ("messages sent", Number(tally.Sent)),
        ("messages acknowledged", Number(tally.Acknowledged)),
        ("messages given up, unanswered", Number(clients.Sum(client => client.Records.GivenUp.Count))),
        ("messages in the log", Number(tables.Messages.Count)),
        ("events in the log", Number(tables.Log.Values.Sum(log => log.Count))),
        ("messages delivered to clients", Number(clients.Sum(client => client.Me.Channels.Sum(channel => client[channel].Texts.Count)))),
        ("calls that ended without success or refusal", Number(tally.Unanswered)),
        ("SERVICE_UNAVAILABLE, also to clients that catch up", Number(tally.Refusals.Values.Sum())),
        ("connections made again", Number(tally.Connections - clients.Count)),
        ("seconds until all clients held the log", converged is { } took ? took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) : "never"),
        ("violations", Number(broken.Count)),
    ];

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
