using System.Net.Http.Json;
using ChatFlow.Application.Channels;

namespace ChatFlow.WebApi.Tests.Workspaces;

/// <summary>Who leaves or is removed has no access from the moment of the answer, and channels know that they went.</summary>
public class RemovalTests
{
    private Team team = null!;
    private ChannelDto joined = null!;
    private ChannelDto read = null!;

    [SetUp]
    public async Task Channels()
    {
        team = await Team.Create();
        joined = await team.Owner.CreateChannel(team.Workspace, "joined");
        read = await team.Owner.CreateChannel(team.Workspace, "only read");
        await team.Member.JoinChannel(joined);
        // Once asked, the answer is remembered, and must be forgotten.
        await team.Member.Send(joined, "here");
        await team.Member.Http.Get<ChannelDto>($"/api/channels/{read.Id}");
    }

    [Test]
    public async Task Removed_WithAnOpenSocket_GetsNothingMore_AndIsRefusedAtOnce()
    {
        await using var hub = await team.Member.Connect();
        await hub.Join(read.Id);
        await using var owners = await team.Owner.Connect();
        var (messages, created, farewell) = (
            new Pushes(hub, EventTypes.MessageReceived), new Pushes(hub, EventTypes.ChannelCreated), new Pushes(hub, EventTypes.MemberLeft));
        var (seen, mine) = (new Pushes(owners, EventTypes.MessageReceived), new Pushes(hub, EventTypes.ChannelJoined));

        Assert.That((int)(await team.Remove(team.Admin, team.Member)).StatusCode, Is.EqualTo(200));

        new Func<Task>(() => hub.Send(joined, "still here?")).IsRefused("NOT_FOUND");
        new Func<Task>(() => hub.Join(read.Id)).IsRefused("NOT_FOUND");
        await team.Member.Http.PostAsJsonAsync($"/api/channels/{joined.Id}/messages", new { content = "?" }).IsRefused(404, "NOT_FOUND");
        await team.Member.Http.GetAsync($"/api/channels/{read.Id}/messages").IsRefused(404, "NOT_FOUND");

        await team.Owner.Send(joined, "one");
        await team.Owner.Send(read, "two");
        await team.Owner.CreateChannel(team.Workspace, "later");
        await seen.Next(2);
        Assert.That((await farewell.Next()).GetProperty("channel_id").GetGuid(), Is.EqualTo(joined.Id));
        // Pushes to one connection keep their order: when this one has come, any of the above would have come before it.
        await team.Member.CreateChannel(await team.Member.CreateWorkspace(), "elsewhere", "private");
        await mine.Next();
        Assert.That(messages.Rest(), Is.Empty);
        Assert.That(created.Rest(), Is.Empty);
        Assert.That(farewell.Rest(), Is.Empty, "once for each channel, and none for the one only read");
    }

    [Test]
    public async Task Channels_AreTold_WithoutGapsInTheirLogs()
    {
        await using var owners = await team.Owner.Connect();
        var left = new Pushes(owners, EventTypes.MemberLeft);

        await team.Remove(team.Member, team.Member);

        var push = await left.Next();
        var feed = await team.Owner.Http.Get<ChannelEventsDto>($"/api/channels/{joined.Id}/events");
        var text = await team.Owner.Http.GetStringAsync($"/api/channels/{joined.Id}/events");
        var channel = await team.Owner.Http.Get<ChannelDto>($"/api/channels/{joined.Id}");
        Assert.Multiple(() =>
        {
            Assert.That(push.GetProperty("channel_id").GetGuid(), Is.EqualTo(joined.Id));
            Assert.That(push.GetProperty("user").GetProperty("id").GetGuid(), Is.EqualTo(team.Member.User.Id));
            Assert.That(push.GetProperty("user").GetProperty("email").GetString(), Is.Null);
            Assert.That(push.GetProperty("role").GetString(), Is.EqualTo("member"));
            Assert.That(push.GetProperty("event_seq").GetInt64(), Is.EqualTo(4));
            Assert.That(feed.Events.Select(e => (e.Seq, e.Type)), Is.EqualTo(new[]
            {
                (1L, EventTypes.ChannelCreated), (2L, EventTypes.MemberJoined), (3L, EventTypes.MessageReceived), (4L, EventTypes.MemberLeft),
            }));
            Assert.That(text, Does.Not.Contain(team.Member.User.Email!));
            Assert.That((channel.MemberCount, channel.LastSeq), Is.EqualTo((1, 4L)));
        });
    }

    [Test]
    public async Task Removal_WhileMessagesAreSentAndTheChannelIsJoined_LeavesNoGapAndNoMembership()
    {
        var sending = Enumerable.Range(0, 20).Select(i => team.Owner.Send(joined, $"m{i}")).ToList();
        var joining = Enumerable.Range(0, 10).Select(_ => team.Member.Http.PostAsJsonAsync(
            $"/api/channels/{read.Id}/members", new { user_id = team.Member.User.Id })).ToList();
        var talking = Enumerable.Range(0, 10).Select(_ => team.Member.Http.PostAsJsonAsync(
            $"/api/channels/{joined.Id}/messages", new { content = "me too" })).ToList();
        Assert.That((int)(await team.Remove(team.Owner, team.Member)).StatusCode, Is.EqualTo(200));
        await Task.WhenAll(sending);
        var answers = await Task.WhenAll(joining.Concat(talking));

        Assert.That(answers.Select(a => (int)a.StatusCode), Is.All.AnyOf(200, 201, 403, 404));
        Assert.That(
            await Shared.Server.Database.Scalar<long>($"SELECT count(*) FROM channel_members WHERE user_id = '{team.Member.User.Id}'"), Is.Zero);
        foreach (var channel in new[] { joined, read })
        {
            var feed = await team.Owner.Http.Get<ChannelEventsDto>($"/api/channels/{channel.Id}/events?limit=500");
            Assert.That(feed.Events.Select(e => e.Seq), Is.EqualTo(Enumerable.Range(1, (int)feed.LastSeq).Select(n => (long)n)));
            Assert.That((await team.Owner.Http.Get<ChannelDto>($"/api/channels/{channel.Id}")).MemberCount, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Removed_ReturnsByANewInvitation_ButNotByOneFromBefore()
    {
        var before = await team.Invite(new { max_uses = 5 });
        await team.Remove(team.Admin, team.Member);
        await Team.Accept(team.Member, before).IsRefused(404, "NOT_FOUND");

        var after = await team.Invite(new { role = "moderator" });
        Assert.That((int)(await Team.Accept(team.Member, after)).StatusCode, Is.EqualTo(200));
        await team.Member.JoinChannel(joined);
        Assert.That((await team.Member.Send(joined, "back")).Content, Is.EqualTo("back"));
        Assert.That((await team.Member.CreateChannel(team.Workspace, "mine")).Name, Is.EqualTo("mine"), "with the role of the new invitation");
    }

    [Test]
    public async Task WhoLeft_MayReturnByTheSameLink()
    {
        var link = await team.Invite(new { });
        await team.Remove(team.Member, team.Member);
        Assert.That((int)(await Team.Accept(team.Member, link)).StatusCode, Is.EqualTo(200));
    }
}
