using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatFlow.Chaos.Tests;

internal enum Fate
{
    Done,

    /// <summary>An invariant forbids it: it was not done.</summary>
    Refused,

    /// <summary>Whether it was done is not known.</summary>
    Unknown,
}

internal readonly record struct Answer(Fate Fate, JsonElement? Value = null);

/// <summary>
/// A client's socket: connects again, to any of the nodes, whenever it is cut, and asks for what it missed when it connects, when it sees a gap
/// and when it is told of a head that it has not reached. Nothing else makes it ask.
/// </summary>
internal sealed class Line(IReadOnlyList<string> urls, Member me, int seed, Tally tally) : IAsyncDisposable
{
    private static readonly string[] Types = ["message:received", "message:edited", "message:deleted", "reaction:added", "reaction:removed"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Random random = new(seed);
    private readonly Dictionary<Guid, Follower> followers = me.Channels.ToDictionary(id => id, _ => new Follower());
    private readonly Lock gate = new();
    private readonly SemaphoreSlim connecting = new(1);
    private HubConnection? hub;

    public Follower this[Guid channelId] => followers[channelId];

    public async Task<Answer> Call(string method, object argument)
    {
        HubConnection? connection = null;
        try
        {
            connection = await Connected();
            using var limit = new CancellationTokenSource(Patience);
            return new Answer(Fate.Done, await connection.InvokeAsync<object?>(method, argument, limit.Token) as JsonElement?);
        }
        catch (HubException refused) when (CodeOf(refused) is { } code)
        {
            if (code == "UNPROCESSABLE")
                return new Answer(Fate.Refused);
            tally.CountRefusal($"{method}: {code}");
        }
        catch (Exception lost) when (IsLoss(lost))
        {
            // Cut, killed, paused, or not there yet. Whoever does not answer is left for another node.
            if (lost is OperationCanceledException && connection is not null)
                Leave(connection);
        }
        tally.CountUnanswered();
        await Task.Delay(100);
        return new Answer(Fate.Unknown);
    }

    /// <summary>Stays connected and without gaps until it is told to end.</summary>
    public async Task Stay(CancellationToken until)
    {
        while (!until.IsCancellationRequested)
        {
            try
            {
                var connection = await Connected();
                // What is on its way may close a gap by itself.
                if (IsBehind && await StaysBehind())
                    await Sync(connection);
            }
            catch (HubException refused) when (CodeOf(refused) is { } code)
            {
                tally.CountRefusal($"sync: {code}");
            }
            catch (Exception lost) when (IsLoss(lost))
            {
                // The next round connects again.
            }
            await Task.Delay(200, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (hub is not null)
            await hub.DisposeAsync();
    }

    private bool IsBehind
    {
        get
        {
            lock (gate)
                return followers.Values.Any(follower => follower.IsBehind);
        }
    }

    public static bool IsLoss(Exception e) => e is HubException or IOException or SocketException or WebSocketException or HttpRequestException
        or OperationCanceledException or TimeoutException or InvalidOperationException;

    /// <returns>Null for what is not a refusal of ours: the connection ended, for instance.</returns>
    private static string? CodeOf(HubException refused)
    {
        const string Mark = "HubException: ";
        var at = refused.Message.IndexOf(Mark, StringComparison.Ordinal);
        return at < 0 ? null : refused.Message[(at + Mark.Length)..].Split(':')[0];
    }

    private async Task<bool> StaysBehind()
    {
        await Task.Delay(300);
        return IsBehind;
    }

    private async Task<HubConnection> Connected()
    {
        await connecting.WaitAsync();
        try
        {
            if (hub?.State == HubConnectionState.Connected)
                return hub;
            if (hub is not null)
                Leave(hub);
            hub = Make(urls[random.Next(urls.Count)]);
            using var limit = new CancellationTokenSource(Patience);
            await hub.StartAsync(limit.Token);
            tally.CountConnection();
            // Subscribed by now: what is missing up to here is fetched, what comes from here on is pushed.
            await Sync(hub);
            return hub;
        }
        catch
        {
            if (hub is not null)
                Leave(hub);
            throw;
        }
        finally
        {
            connecting.Release();
        }
    }

    private HubConnection Make(string url)
    {
        var made = new HubConnectionBuilder().WithUrl($"{url}/hub", options =>
        {
            options.AccessTokenProvider = () => Task.FromResult<string?>(me.Token);
            options.SkipNegotiation = true;
            options.Transports = HttpTransportType.WebSockets;
        }).Build();
        made.HandshakeTimeout = Patience;
        foreach (var type in Types)
            made.On<JsonElement>(type, push => Take(type, push));
        made.On<JsonElement>("channel:head", head =>
        {
            lock (gate)
                followers[head.GetProperty("channel_id").GetGuid()].Hear(head.GetProperty("last_seq").GetInt64());
        });
        return made;
    }

    private void Take(string type, JsonElement push)
    {
        lock (gate)
            followers[push.GetProperty("channel_id").GetGuid()].Take(push.GetProperty("event_seq").GetInt64(), type, push);
    }

    private async Task Sync(HubConnection connection)
    {
        for (var more = true; more;)
        {
            var seen = followers.ToDictionary(follower => follower.Key, follower => (long)follower.Value.Log.Count);
            using var limit = new CancellationTokenSource(Patience);
            var answer = await connection.InvokeAsync<JsonElement>("sync", new { channels = seen }, limit.Token);
            more = false;
            foreach (var channel in answer.GetProperty("channels").EnumerateObject())
            {
                if (channel.Value.GetProperty("reload").GetBoolean())
                    tally.Broken.Enqueue("A client was told to reload that missed less than 10,000 events.");
                var follower = followers[Guid.Parse(channel.Name)];
                lock (gate)
                {
                    foreach (var missed in channel.Value.GetProperty("events").EnumerateArray())
                        follower.Take(missed.GetProperty("seq").GetInt64(), missed.GetProperty("type").GetString()!, missed.GetProperty("payload"));
                    follower.Hear(channel.Value.GetProperty("last_seq").GetInt64());
                }
                more |= channel.Value.GetProperty("more").GetBoolean() && follower.Log.Count > seen[Guid.Parse(channel.Name)];
            }
        }
    }

    /// <summary>Not waited for: a server that is paused says no farewell.</summary>
    private void Leave(HubConnection connection)
    {
        if (ReferenceEquals(hub, connection))
            hub = null;
        _ = connection.DisposeAsync().AsTask();
    }
}
