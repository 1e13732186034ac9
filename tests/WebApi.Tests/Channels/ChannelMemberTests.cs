using System.Net.Http.Json;
using ChatFlow.Application.Audit;
using ChatFlow.Application.Channels;
using ChatFlow.WebApi.Tests.Workspaces;

namespace ChatFlow.WebApi.Tests.Channels;

/// <summary>Who is in a channel, with which role, and how that ends.</summary>
public class ChannelMemberTests
{
    private Team team = null!;
    private ChannelDto channel = null!;
    private string path = null!;

    [SetUp]
    public async Task People()
    {
        team = await Team.Create();
        channel = await team.Owner.CreateChannel(team.Workspace, "general");
        path = $"/api/channels/{channel.Id}/members";
        await team.Member.JoinChannel(channel);
    }

    [Test]
    public async Task Members_AreListedByPages_ForWhoMayReadTheChannel()
    {
        await team.Admin.JoinChannel(channel);
        var first = await team.Moderator.Http.Page<ListedChannelMemberDto>($"{path}?limit=2");
        var second = await team.Moderator.Http.Page<ListedChannelMemberDto>($"{path}?limit=2&page=2");
        var found = await team.Moderator.Http.Page<ListedChannelMemberDto>($"{path}?q=MIA");
        Assert.Multiple(() =>
        {
            Assert.That(first.Data.Concat(second.Data).Select(m => (m.User.DisplayName, m.Role, m.Status, m.ChannelId)), Is.EqualTo(new[]
            {
                ("Ada Admin", "member", "active", channel.Id), ("Mia Member", "member", "active", channel.Id),
                ("Olga Owner", "moderator", "active", channel.Id),
            }));
            Assert.That((second.Meta.Pagination!.Page, second.Meta.Pagination.Limit, second.Meta.Pagination.Total), Is.EqualTo((2, 2, 3)));
            Assert.That((found.Data.Single().User.Id, found.Meta.Pagination!.Total), Is.EqualTo((team.Member.User.Id, 1)));
            Assert.That(first.Data.Select(m => m.User.Email), Is.All.Null);
        });
        await team.Outsider.Http.GetAsync(path).IsRefused(404, "NOT_FOUND");
        foreach (var bad in new[] { "limit=0", "limit=101", "page=0", "page=x" })
            await team.Member.Http.GetAsync($"{path}?{bad}").IsRefused(400, "INVALID_REQUEST");
    }

    [Test]
    public async Task Roles_AreGivenByThoseWhoManageMembers_AndHoldAtOnce()
    {
        await using var hub = await team.Member.Connect();
        var (told, mine) = (new Pushes(hub, EventTypes.MemberJoined), new Pushes(hub, EventTypes.ChannelJoined));
        await Give(team.Member, team.Admin, "king").IsRefused(400, "INVALID_REQUEST");
        await Give(team.Member, team.Member, "moderator").IsRefused(403, "FORBIDDEN");
        await Give(team.Member, team.Admin, "moderator").IsRefused(403, "FORBIDDEN");
        await Give(team.Admin, team.Outsider, "moderator").IsRefused(404, "NOT_FOUND");
        // Asked before, so that the answer is remembered, and must be forgotten.
        await team.Member.Http.PutAsJsonAsync($"/api/channels/{channel.Id}", new { }).IsRefused(403, "FORBIDDEN");

        foreach (var role in new[] { "member", null, "moderator", "moderator", null })
            Assert.That((int)(await Give(team.Moderator, team.Member, role)).StatusCode, Is.EqualTo(200), role);

        var push = await told.Next();
        var member = await team.Member.Http.Get<ChannelDto>($"/api/channels/{channel.Id}");
        var feed = await team.Member.Http.GetStringAsync($"/api/channels/{channel.Id}/events?after=2");
        Assert.Multiple(() =>
        {
            Assert.That((member.Membership!.Role, member.MemberCount, member.LastSeq), Is.EqualTo(("moderator", 2, 3L)), "one change, one seq");
            Assert.That(
                (push.GetProperty("role").GetString(), push.GetProperty("previous_role").GetString(), push.GetProperty("event_seq").GetInt64()),
                Is.EqualTo(("moderator", "member", 3L)));
            Assert.That(feed, Does.Contain("\"type\":\"member:joined\"").And.Contain("\"role\":\"moderator\",\"previous_role\":\"member\""));
        });
        Assert.That((await mine.Next()).GetProperty("membership").GetProperty("role").GetString(), Is.EqualTo("moderator"));
        Assert.That((await team.Member.Put<ChannelDto>($"/api/channels/{channel.Id}", new { topic = "mine" })).Topic, Is.EqualTo("mine"));
        Assert.That((int)(await Give(team.Member, team.Admin, "moderator")).StatusCode, Is.EqualTo(201), "brought in as moderator");
        Assert.That((int)(await Give(team.Member, team.Member, "member")).StatusCode, Is.EqualTo(200), "given back");
        await team.Member.Http.PutAsJsonAsync($"/api/channels/{channel.Id}", new { }).IsRefused(403, "FORBIDDEN");
        Assert.That(
            (await told.Next(2)).Select(p => p.GetProperty("event_seq").GetInt64()), Is.EqualTo(new[] { 5, 6 }), "nothing is told of what changes nothing");
    }

    [Test]
    public async Task Removal_IsForThoseWhoManageMembers_Leaving_ForMembers()
    {
        await team.Admin.JoinChannel(channel);
        await Remove(team.Outsider, team.Member).IsRefused(404, "NOT_FOUND");
        await Remove(team.Member, team.Owner).IsRefused(403, "FORBIDDEN");
        await Remove(team.Moderator, team.Moderator).IsRefused(404, "NOT_FOUND");
        await Remove(team.Owner, team.Moderator).IsRefused(404, "NOT_FOUND");
        await Remove(team.Owner, team.Outsider).IsRefused(404, "NOT_FOUND");

        Assert.That((int)(await Remove(team.Moderator, team.Owner)).StatusCode, Is.EqualTo(200), "there is no rank in a channel");
        Assert.That((int)(await Remove(team.Member, team.Member)).StatusCode, Is.EqualTo(200));
        await Remove(team.Member, team.Member).IsRefused(404, "NOT_FOUND");
        var left = await team.Admin.Http.Get<ChannelDto>($"/api/channels/{channel.Id}");
        Assert.That((left.MemberCount, left.LastSeq), Is.EqualTo((1, 5L)));
    }

    [TestCase("public", 403)]
    [TestCase("private", 404)]
    public async Task Removed_WithAnOpenSocket_GetsNothingMore_AndIsTold(string type, int status)
    {
        var of = await team.Owner.CreateChannel(team.Workspace, "of " + type, type);
        await team.Owner.Http.Post<object>($"/api/channels/{of.Id}/members", new { user_id = team.Member.User.Id });
        await team.Member.Send(of, "here");
        await using var hub = await team.Member.Connect();
        await using var owners = await team.Owner.Connect();
        var (messages, farewell) = (new Pushes(hub, EventTypes.MessageReceived), new Pushes(hub, EventTypes.MemberLeft));
        var (seen, left) = (new Pushes(owners, EventTypes.MessageReceived), new Pushes(owners, EventTypes.MemberLeft));

        Assert.That((int)(await team.Owner.Http.DeleteAsync($"/api/channels/{of.Id}/members/{team.Member.User.Id}")).StatusCode, Is.EqualTo(200));

        Assert.That((int)(await team.Member.Http.PostAsJsonAsync($"/api/channels/{of.Id}/messages", new { content = "?" })).StatusCode, Is.EqualTo(status));
        foreach (var push in new[] { await farewell.Next(), await left.Next() })
        {
            Assert.That(
                (push.GetProperty("channel_id").GetGuid(), push.GetProperty("user").GetProperty("id").GetGuid(), push.GetProperty("event_seq").GetInt64()),
                Is.EqualTo((of.Id, team.Member.User.Id, 4L)));
        }
        await team.Owner.Send(of, "not for them");
        await seen.Next();
        // Pushes to one connection keep their order: when this one has come, any of the above would have come before it.
        await team.Owner.Send(channel, "for them");
        Assert.That((await messages.Next()).GetProperty("content").GetString(), Is.EqualTo("for them"));
        Assert.That(farewell.Rest(), Is.Empty, "told once");
    }

    [Test]
    public async Task Changes_AreLogged()
    {
        var (mia, max) = (team.Member.User.Id, team.Moderator.User.Id);
        await Give(team.Owner, team.Member, "moderator");
        await Give(team.Owner, team.Member, "moderator");
        await Give(team.Member, team.Moderator, null);
        await Remove(team.Member, team.Moderator);
        await Remove(team.Member, team.Member);
        await Remove(team.Member, team.Member);

        var log = (await team.Admin.Http.Page<AuditEntryDto>($"{team.Path}/audit-logs?limit=4")).Data.Reverse();
        Assert.That(log.Select(e => $"{e.Action} {e.Details.Before} {e.Details.After}"), Is.EqualTo(new[]
        {
            $$"""channel_role_changed {"role":"member","user_id":"{{mia}}"} {"role":"moderator","user_id":"{{mia}}"}""",
            $$"""channel_member_added  {"role":"member","user_id":"{{max}}"}""",
            $$"""channel_member_removed {"role":"member","user_id":"{{max}}"} """,
            $$"""channel_member_left {"role":"moderator","user_id":"{{mia}}"} """,
        }));
    }

    private Task<HttpResponseMessage> Give(Person by, Person who, string? role) => by.Http.PostAsJsonAsync(path, new { user_id = who.User.Id, role });

    private Task<HttpResponseMessage> Remove(Person by, Person who) => by.Http.DeleteAsync($"{path}/{who.User.Id}");
}
