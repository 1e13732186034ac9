using System.Diagnostics;
using ChatFlow.Domain;
using ChatFlow.Load.Floors;

namespace ChatFlow.Load.Workloads;

/// <summary>W3: how many messages a second are committed and acknowledged when everybody sends as fast as they are answered.</summary>
internal static class ClosedLoop
{
    private const int Outstanding = 4;
    private const int Clients = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<IReadOnlyList<Finding>> Measure(Stage stage, Crowd crowd, CancellationToken stop)
    {
        var inserts = new Inserts(stage.Postgres);
        var (seed, plain, batches, heard, unheard, taken) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>(), new Timings());
        var (delivered, expected, processor, postgres, own, acknowledged) = (0L, 0L, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, 0L);
        var sockets = await Sockets.Open(stage.Chat, crowd.Scale.Number, Enumerable.Range(1, crowd.Scale.Users), isBare: false, null, _ => Interlocked.Increment(ref delivered), stop);
        for (var round = 0; round <= stage.Rounds; round++)
        {
            seed.Add(await inserts.PerSecond("seed", Clients, inBatches: false, stage.Time, stage.Text, stop));
            plain.Add(await inserts.PerSecond("plain", Clients, inBatches: false, stage.Time, stage.Text, stop));
            batches.Add(await inserts.PerSecond("seed", Clients, inBatches: true, stage.Time, stage.Text, stop));
            var (before, postgresBefore, ownBefore) = (stage.Chat.Processor, Machine.Postgres, Environment.CpuUsage.TotalTime);
            var (rate, sent, readers) = await Round(stage, crowd, sockets, taken, stop);
            heard.Add(rate);
            (processor, postgres, own) = (processor + stage.Chat.Processor - before, postgres + Machine.Postgres - postgresBefore, own + Environment.CpuUsage.TotalTime - ownBefore);
            (acknowledged, expected) = (acknowledged + sent, expected + readers);
        }
        for (var waiting = Stopwatch.GetTimestamp(); Volatile.Read(ref delivered) < expected; await Task.Delay(5, stop))
        {
            if (Stopwatch.GetElapsedTime(waiting) > Patience)
                throw new InvalidOperationException($"{expected - delivered} of {expected} deliveries are missing.");
        }
        // The same without anybody who is told: what the write takes by itself.
        await Task.WhenAll(sockets.Select((socket, user) => Leave(socket, crowd, user, stop)));
        for (var round = 0; round <= stage.Rounds; round++)
            unheard.Add((await Round(stage, crowd, sockets, new Timings(), stop)).PerSecond);
        await Sockets.Close(sockets);
        var floor = Median(seed);
        return
        [
            new("W3", $"messages committed and acknowledged, {crowd.Scale.PerUser} members told of each", "/s", Median(heard), floor, floor, IsRate: true),
            new("W3", "the same, and nobody is told", "/s", Median(unheard), floor, IsRate: true),
            new("W3", "acknowledged p99", "ms", taken.Percentile(99)),
            new("W3", "server's processor time a message, deliveries included", "µs", processor.TotalMicroseconds / acknowledged),
            new("W3", "PostgreSQL's, the indexing of a part of them included", "µs", postgres.TotalMicroseconds / acknowledged),
            new("W3", "the load generator's own, which reads all deliveries", "µs", own.TotalMicroseconds / acknowledged),
            new("W3", "PostgreSQL alone: rows without indexes, each committed, 20 clients", "/s", Median(plain)),
            new("W3", "PostgreSQL alone: rows of the seed's table by unnest of 50, 20 clients", "/s", Median(batches)),
        ];
    }

    /// <returns>Readers: the members of each message's channel, all together.</returns>
    private static async Task<(double PerSecond, long Sent, long Readers)> Round(Stage stage, Crowd crowd, HubSocket[] sockets, Timings taken, CancellationToken stop)
    {
        var (sent, readers, before, begin) = (0L, 0L, await Messages(stage, stop), Stopwatch.GetTimestamp());
        var channels = sockets.Select((_, user) => crowd.Population.Channels.Where(channel => channel.Members.Contains(user)).ToArray()).ToArray();
        await Task.WhenAll(sockets.SelectMany((socket, user) => Enumerable.Range(0, Outstanding).Select(async _ =>
        {
            while (Stopwatch.GetElapsedTime(begin) < stage.Time)
            {
                var channel = channels[user][Random.Shared.Next(channels[user].Length)];
                var call = new SendCall(channel.Id, stage.Text(), TimeProvider.System.NewId());
                await taken.Measure(() => socket.Invoke("message:send", call, stop));
                Interlocked.Increment(ref sent);
                Interlocked.Add(ref readers, channel.Members.Length);
            }
        })));
        var rate = sent / Stopwatch.GetElapsedTime(begin).TotalSeconds;
        return await Messages(stage, stop) - before == sent ? (rate, sent, readers) : throw new InvalidOperationException("What was acknowledged and what is in the database differ.");
    }

    private static async Task Leave(HubSocket socket, Crowd crowd, int user, CancellationToken stop)
    {
        foreach (var channel in crowd.Population.Channels.Where(channel => channel.Members.Contains(user)))
            await socket.Invoke("channel:leave", new { ChannelId = channel.Id }, stop);
    }

    private static async Task<long> Messages(Stage stage, CancellationToken stop)
    {
        await using var command = stage.Postgres.CreateCommand("SELECT count(*) FROM messages");
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>Without the first, after which everything is warm.</summary>
    private static double Median(List<double> rounds)
    {
        var sorted = rounds.Skip(1).Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
