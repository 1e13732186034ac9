using System.Diagnostics;
using System.Globalization;
using ChatFlow.Domain;
using ChatFlow.Load.Floors;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatFlow.Load.Workloads;

/// <summary>W1 and W2: one channel, so many members with a socket each, so many messages a second: from the call to each member's socket.</summary>
internal static class Deliveries
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<IReadOnlyList<Finding>> Measure(string name, Stage stage, Crowd crowd, int perSecond, CancellationToken stop)
    {
        await using var bare = await Hub.Open(stage.Bare, crowd, isBare: true, stop);
        await using var chat = await Hub.Open(stage.Chat, crowd, isBare: false, stop);
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

    private sealed class Hub(ChatServer server, Guid channel) : IAsyncDisposable
    {
        private HubConnection[] sockets = [];
        private Timings? now;
        private int delivered;
        private TimeSpan processor;

        public Timings Taken { get; } = new();

        public double MicrosecondsADelivery => processor.TotalMicroseconds / Taken.Count;

        public static async Task<Hub> Open(ChatServer server, Crowd crowd, bool isBare, CancellationToken stop)
        {
            var channel = crowd.Population.Channels[0].Id;
            var hub = new Hub(server, channel);
            hub.sockets = await Sockets.Open(server, crowd.Scale.Number, Enumerable.Range(1, crowd.Scale.Users), isBare, channel, hub.Deliver, stop);
            return hub;
        }

        public async Task Round(int perSecond, TimeSpan time, Func<string> text, bool isCounted, CancellationToken stop)
        {
            (now, delivered) = (new Timings(), 0);
            var (before, begin, sends) = (server.Processor, Stopwatch.GetTimestamp(), new List<Task>());
            using (var clock = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / perSecond)))
            {
                // None waits for the one before: a server that is slow does not get fewer of them.
                while (Stopwatch.GetElapsedTime(begin) < time && await clock.WaitForNextTickAsync(stop))
                    sends.Add(Send(sockets[sends.Count % sockets.Length], text(), stop));
            }
            await Task.WhenAll(sends);
            for (var waiting = Stopwatch.GetTimestamp(); Volatile.Read(ref delivered) < sends.Count * sockets.Length; await Task.Delay(5, stop))
            {
                if (Stopwatch.GetElapsedTime(waiting) > Patience)
                    throw new InvalidOperationException($"{sends.Count * sockets.Length - delivered} deliveries are missing.");
            }
            if (!isCounted)
                return;
            Taken.Add(now);
            processor += server.Processor - before;
        }

        public async ValueTask DisposeAsync() => await Sockets.Close(sockets);

        private Task Send(HubConnection socket, string text, CancellationToken stop) => socket.InvokeAsync(
            "message:send", new SendCall(channel, string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetTimestamp():D20} {text}"), TimeProvider.System.NewId()), stop);

        private void Deliver(Delivered message)
        {
            now!.Since(long.Parse(message.Content.AsSpan(0, 20), CultureInfo.InvariantCulture));
            Interlocked.Increment(ref delivered);
        }
    }
}
