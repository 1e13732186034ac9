using System.Net;
using ChatFlow.Application.Channels;
using ChatFlow.Tests.Wire;
using ChatFlow.WebApi.Tests.Workspaces;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatFlow.WebApi.Tests.Realtime;

/// <summary>A cluster that loses Redis: slower, never wrong, and never an error to whoever sends.</summary>
public sealed class WithoutRedisTests : IDisposable
{
    private Team team = null!;
    private ChannelDto channel = null!;
    private RedisWire redis = null!;
    private ChatServer one = null!;
    private ChatServer two = null!;

    [SetUp]
    public async Task Nodes()
    {
        team = await Team.Create();
        channel = await team.Owner.CreateChannel(team.Workspace);
        await team.Member.JoinChannel(channel);
        redis = RedisWire.Make();
        (one, two) = (Node(), Node());
    }

    [TearDown]
    public async Task Stop()
    {
        await one.DisposeAsync();
        await two.DisposeAsync();
    }

    public void Dispose() => redis.Dispose();

    [Test]
    public async Task Sockets_ThatCameWhileRedisWasAway_GetTheirOwnNodesPushes_AndTheOthersWhenItIsBack()
    {
        await using var before = await one.Connect(team.Owner.Token);
        redis.Wire.Down();
        await using var hub = await one.Connect(team.Member.Token);
        var messages = new Pushes(hub, EventTypes.MessageReceived);
        Assert.That(await Said(before, "without"), Is.EqualTo("without"), "acknowledged");
        Assert.That((await messages.Next()).GetProperty("content").GetString(), Is.EqualTo("without"), "and pushed");

        redis.Wire.Up();
        await using var there = await two.Connect(team.Owner.Token);
        await HeardFrom(there, messages);
    }

    [Test]
    public async Task Members_OnTheOtherNode_StayConnected_AndGetEverything_WhileRedisIsAway()
    {
        await using var sender = await one.Connect(team.Owner.Token);
        await using var before = await two.Connect(team.Member.Token);
        redis.Wire.Down();
        await using var meanwhile = await two.Connect(team.Member.Token);
        var heads = new[] { new Pushes(before, "channel:head"), new Pushes(meanwhile, "channel:head") };
        for (var n = 0; n < 20; n++)
            Assert.That(await Said(sender, $"{n}"), Is.EqualTo($"{n}"), "acknowledged");

        foreach (var (hub, head) in new[] { before, meanwhile }.Zip(heads))
        {
            List<string?> held = [];
            var seen = 0L;
            while (held.Count < 20)
            {
                await head.Next();
                var answer = await hub.InvokeAsync<System.Text.Json.JsonElement>("sync", new { channels = new Dictionary<Guid, long> { [channel.Id] = seen } });
                var missed = answer.GetProperty("channels").GetProperty($"{channel.Id}").GetProperty("events").EnumerateArray().ToList();
                seen = missed.Count == 0 ? seen : missed[^1].GetProperty("seq").GetInt64();
                held.AddRange(missed.Where(of => of.GetProperty("type").GetString() == EventTypes.MessageReceived)
                    .Select(of => of.GetProperty("payload").GetProperty("content").GetString()));
            }
            Assert.That(held, Is.EqualTo(Enumerable.Range(0, 20).Select(n => $"{n}")), "each once, in order");
            Assert.That(hub.State, Is.EqualTo(HubConnectionState.Connected));
        }
    }

    [Test]
    public async Task Sockets_ThatComeWhileRedisHangs_AreTaken_AndHearTheOthersWhenItIsBack()
    {
        redis.Wire.Delay = TimeSpan.FromHours(1);
        await using var hub = await one.Connect(team.Member.Token);
        var messages = new Pushes(hub, EventTypes.MessageReceived);
        Assert.That(await Said(hub, "hanging"), Is.EqualTo("hanging"), "acknowledged, and not refused");

        redis.Wire.Delay = TimeSpan.Zero;
        redis.Wire.Down();
        redis.Wire.Up();
        await using var there = await two.Connect(team.Owner.Token);
        await HeardFrom(there, messages);
    }

    [Test]
    public async Task Server_ThatStartsWithoutRedis_TakesSockets_AndSends()
    {
        redis.Wire.Down();
        await using var server = Node();
        await using var hub = await server.Connect(team.Member.Token);
        var messages = new Pushes(hub, EventTypes.MessageReceived);
        Assert.That(await Said(hub, "alone"), Is.EqualTo("alone"));
        Assert.That((await messages.Next()).GetProperty("content").GetString(), Is.EqualTo("alone"));
    }

    [Test]
    public async Task Rights_ThatEndWhileRedisIsAway_AreNotGivenBackByWhatItKept()
    {
        var secret = await team.Owner.CreateChannel(team.Workspace, "secret", "private");
        await team.Owner.Http.Post<ChannelMemberDto>($"/api/channels/{secret.Id}/members", new { user_id = team.Member.User.Id });
        // Until it comes out of the cache.
        for (var n = 0; n < 20; n++)
            Assert.That(await Reading(two, secret), Is.EqualTo(HttpStatusCode.OK));

        redis.Wire.Down();
        (await one.Http(team.Owner.Token).DeleteAsync($"/api/channels/{secret.Id}/members/{team.Member.User.Id}")).EnsureSuccessStatusCode();
        Assert.That(await Reading(two, secret), Is.EqualTo(HttpStatusCode.NotFound), "without Redis");

        redis.Wire.Up();
        for (var n = 0; n < 50; n++)
        {
            Assert.That(await Reading(two, secret), Is.EqualTo(HttpStatusCode.NotFound), "with Redis, which still holds what was before");
            await Task.Delay(100);
        }
    }

    /// <summary>Redis takes the subscriptions again in its own time.</summary>
    private async Task HeardFrom(HubConnection there, Pushes messages)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (messages.Rest().All(push => push.GetProperty("content").GetString() != "back"))
        {
            await Said(there, "back");
            await Task.Delay(500, late.Token);
        }
    }

    private async Task<HttpStatusCode> Reading(ChatServer node, ChannelDto of) => (await node.Http(team.Member.Token).GetAsync($"/api/channels/{of.Id}/messages")).StatusCode;

    private async Task<string?> Said(HubConnection hub, string content) =>
        (await hub.InvokeAsync<System.Text.Json.JsonElement>("message:send", new { channel_id = channel.Id, content })).GetProperty("content").GetString();

    private ChatServer Node() => new(Shared.Server.Database, ("Cluster:Enabled", "true"), ("ConnectionStrings:Redis", redis.ConnectionString));
}
