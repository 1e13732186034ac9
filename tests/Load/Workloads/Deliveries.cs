using ChatFlow.Load.Floors;

namespace ChatFlow.Load.Workloads;

/// <summary>W1 and W2: one channel, so many members with a socket each, so many messages a second: from the call to each member's socket.</summary>
internal static class Deliveries
{
    public static async Task<IReadOnlyList<Finding>> Measure(string name, Stage stage, Crowd crowd, int perSecond, CancellationToken stop)
    {
        await using var bare = await BusyChannel.Open(stage.Bare, crowd, crowd.Scale.Users, isBare: true, stop);
        await using var chat = await BusyChannel.Open(stage.Chat, crowd, crowd.Scale.Users, isBare: false, stop);
        var inserts = new Inserts(stage.Postgres);
        var commits = new Timings();
        for (var round = 0; round <= stage.Rounds; round++)
        {
            // The first is not counted: everything is warm after it.
            var isCounted = round > 0;
            await bare.Round(perSecond, stage.Time, stage.Text, isCounted, stop);
            await chat.Round(perSecond, stage.Time, stage.Text, isCounted, stop);
            var one = await inserts.OneByOne("seed", perSecond, stage.Time, stage.Text, stop);
            if (isCounted)
                commits.Add(one);
        }
        var members = $"{crowd.Scale.Users} members, {perSecond}/s";
        var goal = name == "W1" ? bare.Taken.Percentile(99) + 2 * commits.Percentile(50) : 1.3 * bare.Taken.Percentile(99);
        return
        [
            new(name, $"send to delivered p50 ({members})", "ms", chat.Taken.Percentile(50), bare.Taken.Percentile(50)),
            new(name, "send to delivered p99", "ms", chat.Taken.Percentile(99), bare.Taken.Percentile(99), goal),
            new(name, "server's processor time a delivery", "µs", chat.MicrosecondsADelivery, bare.MicrosecondsADelivery, name == "W2" ? 1.3 * bare.MicrosecondsADelivery : null),
            new(name, "one commit at that pace, PostgreSQL alone p50", "ms", commits.Percentile(50)),
            new(name, "one commit at that pace, PostgreSQL alone p99", "ms", commits.Percentile(99)),
        ];
    }
}
