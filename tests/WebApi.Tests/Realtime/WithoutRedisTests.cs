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
        // Redis takes the subscriptions again in its own time.
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        for (var n = 0; messages.Rest().All(push => push.GetProperty("content").GetString() != "back"); n++)
        {
            await Said(there, "back");
            await Task.Delay(500, late.Token);
        }
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

    private async Task<HttpStatusCode> Reading(ChatServer node, ChannelDto of) => (await node.Http(team.Member.Token).GetAsync($"/api/channels/{of.Id}/messages")).StatusCode;

    private async Task<string?> Said(HubConnection hub, string content) =>
        (await hub.InvokeAsync<System.Text.Json.JsonElement>("message:send", new { channel_id = channel.Id, content })).GetProperty("content").GetString();

    private ChatServer Node() => new(Shared.Server.Database, ("Cluster:Enabled", "true"), ("ConnectionStrings:Redis", redis.ConnectionString));
}
