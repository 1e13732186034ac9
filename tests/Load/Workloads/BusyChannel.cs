using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using ChatFlow.Domain;

namespace ChatFlow.Load.Workloads;

/// <summary>One channel of one server, and people with a socket each in it who talk: from the call to each one's socket.</summary>
internal sealed class BusyChannel(ChatServer server, Guid channel) : IAsyncDisposable
{
    /// <summary>Of the timestamp with which a message begins.</summary>
    private const int Digits = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private HubSocket[] sockets = [];
    private Timings? now;
    private int delivered;
    private TimeSpan processor;

    public Timings Taken { get; } = new();

    public double MicrosecondsADelivery => processor.TotalMicroseconds / Taken.Count;

    /// <param name="users">The first so many of the crowd.</param>
    public static async Task<BusyChannel> Open(ChatServer server, Crowd crowd, int users, bool isBare, CancellationToken stop)
    {
        var channel = crowd.Population.Channels[0].Id;
        var busy = new BusyChannel(server, channel);
        busy.sockets = await Sockets.Open(server, crowd.Scale.Number, Enumerable.Range(1, users), isBare, channel, busy.Deliver, stop);
        return busy;
    }

    /// <returns>What its deliveries took.</returns>
    public async Task<Timings> Round(int perSecond, TimeSpan time, Func<string> text, bool isCounted, CancellationToken stop)
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
        if (isCounted)
        {
            Taken.Add(now);
            processor += server.Processor - before;
        }
        return now;
    }

    public async ValueTask DisposeAsync() => await Sockets.Close(sockets);

    private Task Send(HubSocket socket, string text, CancellationToken stop) => socket.Invoke(
        "message:send", new SendCall(channel, string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetTimestamp():D20} {text}"), TimeProvider.System.NewId()), stop);

    private void Deliver(ReadOnlySpan<byte> message)
    {
        // Not by a reader of JSON, as it takes longer than all else here: nothing that comes before it in a message has that name.
        var content = message.IndexOf("\"content\":\""u8) + "\"content\":\""u8.Length;
        // Somebody else may write there as well.
        if (!Utf8Parser.TryParse(message[content..], out long begin, out var digits) || digits != Digits)
            return;
        now!.Since(begin);
        Interlocked.Increment(ref delivered);
    }
}
