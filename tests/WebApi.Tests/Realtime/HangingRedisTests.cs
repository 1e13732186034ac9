using ChatFlow.Application.Presence;
using ChatFlow.Tests.Wire;
using ChatFlow.WebApi.Realtime;
using ChatFlow.WebApi.Tests.Workspaces;
using StackExchange.Redis;

namespace ChatFlow.WebApi.Tests.Realtime;

/// <summary>A Redis that keeps its connections and says nothing, as a stopped process does.</summary>
public class HangingRedisTests
{
    /// <summary>With 5 s for each question, which is the library's own patience, these would take some ten minutes.</summary>
    private const int Requests = 60;

    [Test]
    [CancelAfter(90_000)]
    public async Task Requests_DoNotWaitForIt_AndAreDone(CancellationToken cancellationToken)
    {
        var team = await Team.Create();
        var channel = await team.Owner.CreateChannel(team.Workspace);
        using var redis = RedisWire.Make();
        await using var server = new ChatServer(
            Shared.Server.Database, ("Cluster:Enabled", "true"), ("RateLimits:Enabled", "true"), ("ConnectionStrings:Redis", redis.ConnectionString));
        await using var hub = await server.Connect(team.Owner.Token);
        using var http = server.Http(team.Owner.Token);
        redis.Wire.Delay = TimeSpan.FromHours(1);

        for (var n = 0; n < Requests; n++)
        {
            (await http.GetAsync($"/api/workspaces/{team.Workspace.Id}/presence", cancellationToken)).EnsureSuccessStatusCode();
            Assert.That((await hub.Send(channel, $"{n}")).Content, Is.EqualTo($"{n}"));
        }
        // Who is here is known by this node itself.
        Assert.That((await http.Page<PresenceDto>($"/api/workspaces/{team.Workspace.Id}/presence")).Data.Select(one => one.UserId), Does.Contain(team.Owner.User.Id));
    }

    /// <summary>A socket has as many groups as its user has channels, and the backplane asks for one after the other, for all sockets.</summary>
    [Test]
    public async Task Groups_AreWaitedForOnce_AndNotEach()
    {
        using var redis = RedisWire.Make();
        await using var connection = await Backplane.Connect(ConfigurationOptions.Parse(redis.ConnectionString), TextWriter.Null);
        var subscriber = connection.GetSubscriber();
        redis.Wire.Delay = TimeSpan.FromHours(1);
        await subscriber.SubscribeAsync(RedisChannel.Literal("in vain"));
        Assert.That(subscriber.SubscribeAsync(RedisChannel.Literal("the next one")).IsCompletedSuccessfully);
    }
}
