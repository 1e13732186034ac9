using System.Net.Http.Json;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Messages;
using ChatFlow.Application.Search;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatFlow.WebApi.Tests.Presence;

/// <summary>A clock that is set while the server runs: forwards, and back again.</summary>
public class ClockTests : PresenceTest
{
    [Test]
    public async Task WhoIsHere_StaysHere_AndWhoWentGoes_WhenTheClockIsSet([Values(1, -1)] int hours, [Values] bool cluster)
    {
        var clock = new SetClock(Clock);
        var server = Server(clock, ("Cluster:Enabled", cluster ? "true" : "false"));
        var watch = await Watch(server, Owner);
        var leaving = await Connect(server, Member);
        Assert.That((await Next(watch, Member)).Status, Is.EqualTo("online"));
        await Leave(leaving, Member, Clock);

        clock.Ahead = TimeSpan.FromHours(hours);
        Seconds(1);
        Seconds(1);
        Assert.That((await Next(watch, Member)).Status, Is.EqualTo("offline"), "their grace is of the other time");
        Assert.That(watch.Rest().Where(push => push.GetProperty("user_id").GetGuid() == Owner.User.Id && push.GetProperty("status").GetString() == "offline"), Is.Empty);
        Assert.That(await Listed(server, Owner), Is.EqualTo("online"));
    }

    [Test]
    public async Task Messages_KeepTheirOrder_AndAreFound_WhenTheClockIsSetBack()
    {
        var clock = new SetClock(Clock);
        var server = Server(clock);
        var channel = await Owner.CreateChannel(Workspace);
        using var http = server.Http(Owner.Token);
        var before = await Say("zebra before");
        clock.Ahead = -TimeSpan.FromMinutes(10);
        var after = await Say("zebra after");

        Assert.That(after.CreatedAt, Is.LessThan(before.CreatedAt), "or nothing is shown here");
        Assert.That((await http.Page<MessageDto>($"/api/channels/{channel.Id}/messages")).Data.Select(message => message.Id), Is.EqualTo(new[] { after.Id, before.Id }));
        Assert.That((await http.Page<MessageDto>($"/api/channels/{channel.Id}/messages?before={after.Seq}")).Data.Select(message => message.Id), Is.EqualTo(new[] { before.Id }));
        Assert.That((await http.Get<ChannelEventsDto>($"/api/channels/{channel.Id}/events?after={before.Seq}")).Events.Select(one => one.Seq), Is.EqualTo(new[] { after.Seq }));
        await Until(async () => (await http.Page<SearchHit>($"/api/search?workspace_id={Workspace.Id}&q=zebra")).Data.Count == 2);

        Task<MessageDto> Say(string content) => http.Post<MessageDto>($"/api/channels/{channel.Id}/messages", new { content });
    }

    [Test]
    public async Task WhatPeopleDo_GoesOn_WhenTheClockIsSetBack([Values] bool cluster)
    {
        var clock = new SetClock(Clock);
        var server = Server(clock, ("RateLimits:Enabled", "true"), ("Cluster:Enabled", cluster ? "true" : "false"));
        var channel = await Owner.CreateChannel(Workspace);
        using var http = server.Http(Owner.Token);
        await using var before = await server.Connect(Owner.Token);
        var root = await before.Send(channel, "before");
        clock.Ahead = -TimeSpan.FromMinutes(10);

        await http.PutAsJsonAsync($"/api/messages/{root.Id}", new { content = "edited" }).IsDone();
        await http.PostAsJsonAsync($"/api/messages/{root.Id}/reactions", new { emoji = "👍" }).IsDone();
        await http.PutAsync($"/api/messages/{root.Id}/pin", null).IsDone();
        await http.PostAsJsonAsync($"/api/channels/{channel.Id}/messages", new { content = "reply", thread_id = root.Id }).IsDone();
        await http.PostAsJsonAsync("/api/auth/refresh", new { refresh_token = Owner.RefreshToken }).IsDone();
        await http.PostAsJsonAsync("/api/auth/login", new { email = Owner.User.Email, password = Person.Password }).IsDone();
        await using var after = await server.Connect(Owner.Token);
        foreach (var hub in new[] { before, after })
        {
            await hub.InvokeAsync("typing:start", new { channel_id = channel.Id });
            await hub.Send(channel, "by the hub");
        }
        await http.DeleteAsync($"/api/messages/{root.Id}").IsDone();

        var log = await http.Get<ChannelEventsDto>($"/api/channels/{channel.Id}/events?after=0");
        Assert.That(log.Events.Select(one => one.Seq), Is.EqualTo(Enumerable.Range(1, (int)log.LastSeq).Select(seq => (long)seq)));
    }

    /// <summary>Only what it says the time is changes: neither what has passed by, nor when timers are due.</summary>
    private sealed class SetClock(TimeProvider real) : TimeProvider
    {
        public TimeSpan Ahead { get; set; }
        public override long TimestampFrequency => real.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + Ahead;

        public override long GetTimestamp() => real.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => real.CreateTimer(callback, state, dueTime, period);
    }
}

internal static class DoneCalls
{
    public static async Task IsDone(this Task<HttpResponseMessage> answering)
    {
        var answer = await answering;
        Assert.That((int)answer.StatusCode, Is.InRange(200, 299), await answer.Content.ReadAsStringAsync());
    }
}
