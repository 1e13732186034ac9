using System.Diagnostics;
using ChatFlow.Load.Seeding;
using ChatFlow.Load.Workloads;

namespace ChatFlow.Load.Flooding;

/// <summary>W1's crowd on a server with its limits, in peace and while one other user floods it: what is left of its speed, and what the server keeps.</summary>
internal static class Floods
{
    private const int PerSecond = 100;

    /// <summary>MB more than before: what is left of a flood 5 s after its end. The garbage collector gives back by and by what it had of the machine.</summary>
    private const double Flat = 32;

    /// <summary>How many times as long as in peace the others may wait.</summary>
    private const double Slower = 2;

    /// <summary>As long as a flood, the peace before it.</summary>
    private const double PartInPeace = 0.7;

    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    public static async Task<IReadOnlyList<Finding>> Measure(Stage stage, Crowd crowd, CancellationToken stop)
    {
        // More than the 10 s after which the server ends what is half-open or does not read.
        var (time, users) = (stage.IsQuick ? stage.Time : TimeSpan.FromSeconds(12), crowd.Scale.Users - 1);
        await using var server = await ChatServer.Start(stage.Target, stop, isLimited: true);
        var token = await SignedIn.Token(server.Http, Scale.Email(crowd.Scale.Number, crowd.Scale.Users), stop);
        await using var busy = await BusyChannel.Open(server, crowd, users, isBare: false, stop);
        // Not counted: everything is warm after it.
        await busy.Round(PerSecond, time, stage.Text, isCounted: false, stop);
        List<Finding> findings = [];
        foreach (var flood in Flood.All)
        {
            // Each has a peace of its own before it, so that what else happens on the machine hits both.
            var peace = await busy.Round(PerSecond, time * PartInPeace, stage.Text, isCounted: false, stop);
            var (before, processor, begin) = (Megabytes(server), server.Processor, Stopwatch.GetTimestamp());
            using var flooder = await Flooder.Start(flood, server, token, crowd.Population.Channels[0].Id, stop);
            var flooding = busy.Round(PerSecond, time, stage.Text, isCounted: false, stop);
            var most = await Most(server, flooding, stop);
            var (flooded, cores, did) = (await flooding, (server.Processor - processor) / Stopwatch.GetElapsedTime(begin), await flooder.End(stop));
            await Task.Delay(Settle, stop);
            Screen.Line($"{flood.What}: {did} (load {Machine.Load})");
            // What it is compared with is not a floor of another kind, but the crowd in peace.
            findings.Add(new("flood", $"{flood.What}: p99 of the others; floor: before it", "ms", flooded.Percentile(99), peace.Percentile(99), Slower * peace.Percentile(99)));
            findings.Add(new("flood", "  server's processor time a second, the others included", "s", cores));
            findings.Add(new("flood", $"  memory at most, above the {before:N0} MB before", "MB", most - before));
            findings.Add(new("flood", "  memory 5 s after its end, above before", "MB", Megabytes(server) - before, Goal: Flat));
        }
        return findings;
    }

    private static async Task<double> Most(ChatServer server, Task until, CancellationToken stop)
    {
        var most = Megabytes(server);
        for (; !until.IsCompleted; await Task.Delay(BetweenLooks, stop))
            most = Math.Max(most, Megabytes(server));
        return most;
    }

    private static double Megabytes(ChatServer server) => server.Memory / 1e6;
}
