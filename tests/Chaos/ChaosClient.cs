using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatFlow.Chaos.Tests;

/// <summary>
/// A client as any program could be one: connects again whenever it is cut, asks for what it missed, and sends what was not acknowledged
/// again with the same client_message_id.
/// </summary>
internal sealed class ChaosClient(string url, string token, IReadOnlyList<Guid> channels, int seed)
{
    private static readonly string[] Types = ["message:received", "message:edited", "message:deleted", "reaction:added", "reaction:removed"];
    private static readonly string[] Emoji = ["👍", "🎉", "❤️"];

    private readonly Random random = new(seed);
    private readonly Dictionary<Guid, Follower> followers = channels.ToDictionary(id => id, _ => new Follower());
    private readonly List<Guid> mine = [];
    private readonly Lock gate = new();
    private HubConnection? hub;

    /// <summary>Acknowledged: by client_message_id the message, "channel message seq".</summary>
    public Dictionary<Guid, string> Acknowledged { get; } = [];
    public int Connections { get; private set; }

    public IReadOnlyList<string> LogOf(Guid channelId) => followers[channelId].Log;

    public async Task Talk(CancellationToken until)
    {
        while (!until.IsCancellationRequested)
        {
            await Task.Delay(random.Next(200, 1000), CancellationToken.None);
            var channel = channels[random.Next(channels.Count)];
            var what = random.Next(10);
            if (what < 6 || mine.Count == 0)
                await Send(channel, $"m{random.Next()}");
            else if (what < 8)
                await Try("message:edit", new { message_id = Mine(), content = $"e{random.Next()}" });
            else if (what == 8)
                await Try("message:delete", new { message_id = Mine() });
            else
                await Try(random.Next(2) == 0 ? "reaction:add" : "reaction:remove", new { message_id = Mine(), emoji = Emoji[random.Next(3)] });
        }
    }

    /// <summary>Goes on until it holds everything up to these heads, or has tried often enough.</summary>
    public async Task CatchUp(IReadOnlyDictionary<Guid, long> heads)
    {
        for (var tries = 0; tries < 100 && heads.Any(head => LogOf(head.Key).Count < head.Value); tries++)
            await Try(Sync);
        if (hub is not null)
            await hub.DisposeAsync();
    }

    private async Task Send(Guid channel, string content)
    {
        var clientMessageId = NewId();
        JsonElement? message = null;
        while (message is null)
            message = await Try("message:send", new { channel_id = channel, content, client_message_id = clientMessageId });
        var id = message.Value.GetProperty("id").GetGuid();
        mine.Add(id);
        Acknowledged[clientMessageId] = $"{channel} {id} {message.Value.GetProperty("seq").GetInt64()}";
    }

    /// <returns>Null when the connection was lost: whether it was done is not known then.</returns>
    private async Task<JsonElement?> Try(string method, object argument)
    {
        JsonElement? answer = null;
        await Try(async hubNow => answer = await hubNow.InvokeAsync<JsonElement>(method, argument));
        return answer;
    }

    private async Task Try(Func<HubConnection, Task> call)
    {
        try
        {
            await call(await Connected());
        }
        catch (HubException refused) when (refused.Message.Contains("UNPROCESSABLE: "))
        {
            // Of a message that was deleted meanwhile.
        }
        catch (Exception lost) when (lost is not AssertionException && (lost is not HubException || lost.Message.Contains("SERVICE_UNAVAILABLE") || !lost.Message.Contains("HubException: ")))
        {
            // Cut, killed, or not there yet: the next call connects again.
            await Task.Delay(100);
        }
    }

    private async Task<HubConnection> Connected()
    {
        if (hub?.State == HubConnectionState.Connected)
            return hub;
        if (hub is not null)
            await hub.DisposeAsync();
        hub = new HubConnectionBuilder().WithUrl($"{url}/hub", options => options.AccessTokenProvider = () => Task.FromResult<string?>(token)).Build();
        foreach (var type in Types)
            hub.On<JsonElement>(type, push => Take(type, push));
        var connection = hub;
        hub.On<JsonElement>("channel:head", head => CatchUpWith(connection, head));
        await hub.StartAsync();
        Connections++;
        // Subscribed by now: what is missing up to here is fetched, what comes from here on is pushed.
        await Sync(hub);
        return hub;
    }

    private async Task CatchUpWith(HubConnection connection, JsonElement head)
    {
        if (LogOf(head.GetProperty("channel_id").GetGuid()).Count < head.GetProperty("last_seq").GetInt64())
            await Sync(connection);
    }

    private void Take(string type, JsonElement push)
    {
        lock (gate)
            followers[push.GetProperty("channel_id").GetGuid()].Take(push.GetProperty("event_seq").GetInt64(), type, push);
    }

    private async Task Sync(HubConnection connection)
    {
        var more = true;
        while (more)
        {
            var seen = channels.ToDictionary(id => id, id => (long)LogOf(id).Count);
            var answer = await connection.InvokeAsync<JsonElement>("sync", new { channels = seen });
            more = false;
            foreach (var channel in answer.GetProperty("channels").EnumerateObject())
            {
                Assert.That(channel.Value.GetProperty("reload").GetBoolean(), Is.False);
                more |= channel.Value.GetProperty("more").GetBoolean();
                lock (gate)
                {
                    foreach (var missed in channel.Value.GetProperty("events").EnumerateArray())
                        followers[Guid.Parse(channel.Name)].Take(missed.GetProperty("seq").GetInt64(), missed.GetProperty("type").GetString()!, missed.GetProperty("payload"));
                }
            }
        }
    }

    private Guid Mine() => mine[random.Next(mine.Count)];

    private Guid NewId()
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
