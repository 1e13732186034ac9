using System.Globalization;

namespace ChatFlow.Chaos.Tests;

internal enum FaultKind
{
    KillNode,
    PauseNode,
    StopPostgres,
    PausePostgres,
    StopRedis,
    PauseRedis,
    CutClients,
    CutPostgres,
    CutRedis,
    DelayClients,
    DelayPostgres,
    DelayRedis,
}

/// <param name="At">Since the load began.</param>
/// <param name="Node">The one that is meant, or whose wire it is; counted from 0, and of no meaning where the service itself is meant.</param>
/// <param name="For">Until it is over: the killed is started again, the wire is whole again. A cut may be for no time at all.</param>
/// <param name="Delay">Of the delays: how long each piece is held back.</param>
internal sealed record Fault(FaultKind Kind, TimeSpan At, int Node, TimeSpan For, TimeSpan Delay)
{
    private bool IsOfANode => Kind is not (FaultKind.StopPostgres or FaultKind.PausePostgres or FaultKind.StopRedis or FaultKind.PauseRedis);

    /// <summary>Faults of one target wait for each other.</summary>
    public string Target => Kind switch
    {
        FaultKind.KillNode or FaultKind.PauseNode => $"node {Node}",
        FaultKind.StopPostgres or FaultKind.PausePostgres => "PostgreSQL",
        FaultKind.StopRedis or FaultKind.PauseRedis => "Redis",
        _ => $"{Kind.ToString().Replace("Cut", "", StringComparison.Ordinal).Replace("Delay", "", StringComparison.Ordinal)} of {Node}",
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{At.TotalSeconds,7:0.0} s  {Kind}{(IsOfANode ? $" {Node}" : "")} for {For.TotalSeconds:0.0} s{(Delay > TimeSpan.Zero ? $" by {Delay.TotalMilliseconds:0} ms" : "")}");
}

/// <summary>What happens when: the same seed and length give the same plan. What comes of it is up to the machine's timing as well.</summary>
internal static class FaultPlan
{
    public static List<Fault> Make(int seed, TimeSpan length, int nodes)
    {
        var random = new Random(seed);
        List<Fault> plan = [];
        var deck = new Queue<FaultKind>();
        // The last ones end before the load does, or nearly.
        for (var at = Seconds(random, 2, 3); at < length - TimeSpan.FromSeconds(5); at += Seconds(random, 1, 4))
        {
            // Each kind once before any comes again: so a short run has them all.
            if (deck.Count == 0)
            {
                var kinds = Enum.GetValues<FaultKind>();
                random.Shuffle(kinds);
                deck = new Queue<FaultKind>(kinds);
            }
            var kind = deck.Dequeue();
            var isDelay = kind is FaultKind.DelayClients or FaultKind.DelayPostgres or FaultKind.DelayRedis;
            var isCut = kind is FaultKind.CutClients or FaultKind.CutPostgres or FaultKind.CutRedis;
            var lasts = isCut && random.Next(2) == 0 ? TimeSpan.Zero : Seconds(random, 0.3, 5);
            plan.Add(new Fault(kind, at, random.Next(nodes), lasts, isDelay ? TimeSpan.FromMilliseconds(random.Next(20, 500)) : TimeSpan.Zero));
        }
        return plan;
    }

    private static TimeSpan Seconds(Random random, double from, double to) => TimeSpan.FromSeconds(from + (random.NextDouble() * (to - from)));
}
