using System.Net.Http.Json;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Workspaces;
using ChatFlow.Domain.Workspaces;

namespace ChatFlow.WebApi.Tests.Channels;

public class ChannelAccessTests
{
    private Person owner = null!;
    private Person member = null!;
    private Person outsider = null!;
    private WorkspaceDto workspace = null!;

    [SetUp]
    public async Task People()
    {
        (owner, member, outsider) = (await Person.SignUp(Shared.Server), await Person.SignUp(Shared.Server), await Person.SignUp(Shared.Server));
        workspace = await owner.CreateWorkspace();
        await member.JoinWorkspace(workspace);
    }

    [Test]
    public async Task PublicChannel_IsReadByTheWorkspace_AndWrittenAfterJoining()
    {
        var channel = await owner.CreateChannel(workspace);
        Assert.That((await member.Http.Get<ChannelDto>($"/api/channels/{channel.Id}")).Membership, Is.Null);
        await member.Http.PostAsJsonAsync($"/api/channels/{channel.Id}/messages", new { content = "hi" }).IsRefused(403, "FORBIDDEN");

        var join = new { user_id = member.User.Id };
        Assert.That((int)(await member.Http.PostAsJsonAsync($"/api/channels/{channel.Id}/members", join)).StatusCode, Is.EqualTo(201));
        Assert.That((int)(await member.Http.PostAsJsonAsync($"/api/channels/{channel.Id}/members", join)).StatusCode, Is.EqualTo(200));

        var joined = await member.Http.Get<ChannelDto>($"/api/channels/{channel.Id}");
        Assert.Multiple(() =>
        {
            Assert.That(joined.Membership, Is.EqualTo(new MembershipDto("member", 2, "all")));
            Assert.That(joined.LastSeq, Is.EqualTo(2), "joining again spent no seq");
            Assert.That(joined.MemberCount, Is.EqualTo(2));
        });
        Assert.That((await member.Send(channel, "hi")).Seq, Is.EqualTo(3));
        Assert.That((await owner.Http.Get<ChannelDto>($"/api/channels/{channel.Id}")).UnreadCount, Is.EqualTo(1));
        Assert.That((await member.Http.Get<ChannelDto>($"/api/channels/{channel.Id}")).UnreadCount, Is.Zero, "one's own are read");
    }

    [Test]
    public async Task PrivateChannel_DoesNotExistForOthers_WhateverTheirRole()
    {
        var admin = await Person.SignUp(Shared.Server);
        await admin.JoinWorkspace(workspace, WorkspaceRole.Admin);
        var channel = await owner.CreateChannel(workspace, "leads", "private");
        foreach (var person in new[] { admin, member })
        {
            await NotFoundFor(person, channel);
            Assert.That(await person.Http.Get<IReadOnlyList<ChannelDto>>($"/api/channels?workspace_id={workspace.Id}"), Is.Empty);
        }

        await owner.Http.Post<ChannelMemberDto>($"/api/channels/{channel.Id}/members", new { user_id = admin.User.Id });
        Assert.That((await admin.Send(channel, "hi")).Content, Is.EqualTo("hi"));
    }

    [Test]
    public async Task Workspace_DoesNotExistForOutsiders()
    {
        var channel = await owner.CreateChannel(workspace);
        await NotFoundFor(outsider, channel);
        await outsider.Http.GetAsync($"/api/workspaces/{workspace.Id}").IsRefused(404, "NOT_FOUND");
        await outsider.Http.GetAsync($"/api/channels?workspace_id={workspace.Id}").IsRefused(404, "NOT_FOUND");
        Assert.That(await outsider.Http.Get<IReadOnlyList<WorkspaceDto>>("/api/users/me/workspaces"), Is.Empty);
        // Nor does the outsider for the workspace.
        await owner.Http.PostAsJsonAsync($"/api/channels/{channel.Id}/members", new { user_id = outsider.User.Id }).IsRefused(404, "NOT_FOUND");
    }

    [Test]
    public async Task Member_CreatesNoChannels_AndBringsNobodyInFromOutside()
    {
        var channel = await owner.CreateChannel(workspace);
        await member.Http.PostAsJsonAsync("/api/channels", new { workspace_id = workspace.Id, name = "mine", type = "public" })
            .IsRefused(403, "FORBIDDEN");
        await member.Http.PostAsJsonAsync($"/api/channels/{channel.Id}/members", new { user_id = owner.User.Id }).IsRefused(403, "FORBIDDEN");
    }

    [Test]
    public async Task Members_SeeNobodysAddress()
    {
        var channel = await owner.CreateChannel(workspace);
        await member.JoinChannel(channel);
        var feed = await owner.Http.GetStringAsync($"/api/channels/{channel.Id}/events");
        Assert.That(feed, Does.Contain(member.User.Username).And.Not.Contain(member.User.Email!));
    }

    private static async Task NotFoundFor(Person person, ChannelDto channel)
    {
        await person.Http.GetAsync($"/api/channels/{channel.Id}").IsRefused(404, "NOT_FOUND");
        await person.Http.GetAsync($"/api/channels/{channel.Id}/messages").IsRefused(404, "NOT_FOUND");
        await person.Http.GetAsync($"/api/channels/{channel.Id}/events").IsRefused(404, "NOT_FOUND");
        await person.Http.PostAsJsonAsync($"/api/channels/{channel.Id}/messages", new { content = "hi" }).IsRefused(404, "NOT_FOUND");
        await person.Http.PostAsJsonAsync($"/api/channels/{channel.Id}/members", new { user_id = person.User.Id }).IsRefused(404, "NOT_FOUND");
        await using var hub = await person.Connect();
        new Func<Task>(() => hub.Send(channel, "hi")).IsRefused("NOT_FOUND");
        new Func<Task>(() => hub.Join(channel.Id)).IsRefused("NOT_FOUND");
    }
}
