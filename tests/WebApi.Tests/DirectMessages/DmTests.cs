using System.Net.Http.Json;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Messages;
using ChatFlow.Application.Notifications;
using ChatFlow.Application.Workspaces;
using ChatFlow.Domain;

namespace ChatFlow.WebApi.Tests.DirectMessages;

public class DmTests
{
    private Person owner = null!;
    private Person milo = null!;
    private Person mia = null!;
    private WorkspaceDto workspace = null!;

    [SetUp]
    public async Task People()
    {
        (owner, milo, mia) = (await Person.SignUp(Shared.Server), await Person.SignUp(Shared.Server), await Person.SignUp(Shared.Server));
        workspace = await owner.CreateWorkspace();
        await milo.JoinWorkspace(workspace);
        await mia.JoinWorkspace(workspace);
    }

    [Test]
    public async Task SamePeople_HaveOneConversation_WhoeverOpensIt()
    {
        await using var hub = await mia.Connect();
        var joined = new Pushes(hub, EventTypes.ChannelJoined);
        var opened = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Open(i % 2 == 0 ? milo : mia, i % 2 == 0 ? [mia] : [milo, mia])));
        Assert.That(opened.Select(dm => dm.Id).Distinct(), Has.Exactly(1).Items);

        var dm = opened[0];
        Assert.Multiple(() =>
        {
            Assert.That((dm.Type, dm.MemberCount, dm.LastSeq), Is.EqualTo(("direct", 2, 1L)));
            Assert.That(dm.Users!.Select(u => u.Id), Is.EquivalentTo(new[] { milo.User.Id, mia.User.Id }));
        });
        Assert.That((await joined.Next()).GetProperty("id").GetGuid(), Is.EqualTo(dm.Id));
        Assert.That((await Open(owner, [mia, milo])).Type, Is.EqualTo("group_dm"));
        Assert.That((int)(await milo.Http.PostAsJsonAsync("/api/dms", new { workspace_id = workspace.Id, user_ids = new[] { mia.User.Id } })).StatusCode, Is.EqualTo(200));
    }

    [Test]
    public async Task Messages_ReachTheOther_AreNotified_AndUnread()
    {
        var dm = await Open(milo, [mia]);
        await using var hub = await mia.Connect();
        var received = new Pushes(hub, EventTypes.MessageReceived);
        var sent = await milo.Http.Post<MessageDto>($"/api/dms/{dm.Id}/messages", new { content = "hi" });

        Assert.That((await received.Next()).GetProperty("id").GetGuid(), Is.EqualTo(sent.Id));
        Assert.That((await mia.Http.Page<NotificationDto>("/api/notifications")).Data.Select(n => n.Type), Is.EqualTo(new[] { "dm" }));
        var listed = (await mia.Http.Get<IReadOnlyList<ChannelDto>>($"/api/dms?workspace_id={workspace.Id}")).Single();
        Assert.That((listed.Id, listed.UnreadCount), Is.EqualTo((dm.Id, 1L)));
        Assert.That((await mia.Http.Page<MessageDto>($"/api/dms/{dm.Id}/messages")).Data.Single().Content, Is.EqualTo("hi"));
        Assert.That(await mia.Http.Get<IReadOnlyList<ChannelDto>>($"/api/channels?workspace_id={workspace.Id}"), Is.Empty, "a list of its own");
    }

    [Test]
    public async Task Conversation_DoesNotExistForAnybodyElse_AndHasNothingToManage()
    {
        var dm = await Open(milo, [mia]);
        foreach (var path in new[] { $"/api/channels/{dm.Id}", $"/api/channels/{dm.Id}/events", $"/api/dms/{dm.Id}/messages", $"/api/channels/{dm.Id}/members" })
            await owner.Http.GetAsync(path).IsRefused(404, "NOT_FOUND");
        await owner.Http.PostAsJsonAsync($"/api/channels/{dm.Id}/members", new { }).IsRefused(404, "NOT_FOUND");

        await milo.Http.PostAsJsonAsync($"/api/channels/{dm.Id}/members", new { user_id = owner.User.Id }).IsRefused(403, "FORBIDDEN");
        await milo.Http.DeleteAsync($"/api/channels/{dm.Id}/members/{mia.User.Id}").IsRefused(403, "FORBIDDEN");
        await milo.Http.DeleteAsync($"/api/channels/{dm.Id}/members/{milo.User.Id}").IsRefused(403, "FORBIDDEN");
        await milo.Http.PutAsJsonAsync($"/api/channels/{dm.Id}", new { name = "ours" }).IsRefused(403, "FORBIDDEN");
        await milo.Http.DeleteAsync($"/api/channels/{dm.Id}").IsRefused(403, "FORBIDDEN");
    }

    [Test]
    public async Task WhoReturnsToTheWorkspace_HasTheConversationAgain()
    {
        var dm = await Open(owner, [mia]);
        await owner.Send(dm, "before");
        await mia.Http.DeleteAsync($"/api/workspaces/{workspace.Id}/members/{mia.User.Id}");
        await owner.Http.PostAsJsonAsync("/api/dms", new { workspace_id = workspace.Id, user_ids = new[] { mia.User.Id } }).IsRefused(404, "NOT_FOUND");
        await mia.JoinWorkspace(workspace);
        Assert.That((await Open(owner, [mia])).Id, Is.EqualTo(dm.Id));
        Assert.That((await mia.Http.Page<MessageDto>($"/api/dms/{dm.Id}/messages")).Data.Single().Content, Is.EqualTo("before"));
        var feed = await mia.Http.Get<ChannelEventsDto>($"/api/channels/{dm.Id}/events");
        Assert.That(feed.Events.Select(e => (e.Seq, e.Type)), Is.EqualTo(new[]
        {
            (1L, "channel:created"), (2L, "message:received"), (3L, "member:left"), (4L, "member:joined"),
        }));
    }

    [Test]
    public async Task BadRequests_AreRefused()
    {
        var outsider = await Person.SignUp(Shared.Server);
        async Task Refused(object body, int status, string code) => await milo.Http.PostAsJsonAsync("/api/dms", body).IsRefused(status, code);
        await Refused(new { workspace_id = workspace.Id, user_ids = Array.Empty<Guid>() }, 400, "INVALID_REQUEST");
        await Refused(new { workspace_id = workspace.Id, user_ids = new[] { milo.User.Id } }, 400, "INVALID_REQUEST");
        await Refused(new { workspace_id = workspace.Id, user_ids = Enumerable.Range(0, 9).Select(_ => TimeProvider.System.NewId()) }, 400, "INVALID_REQUEST");
        await Refused(new { workspace_id = workspace.Id }, 400, "INVALID_REQUEST");
        await Refused(new { workspace_id = workspace.Id, user_ids = new[] { outsider.User.Id } }, 404, "NOT_FOUND");
        await outsider.Http.GetAsync($"/api/dms?workspace_id={workspace.Id}").IsRefused(404, "NOT_FOUND");
    }

    private async Task<ChannelDto> Open(Person by, Person[] with) =>
        await by.Http.Post<ChannelDto>("/api/dms", new { workspace_id = workspace.Id, user_ids = with.Select(p => p.User.Id) });
}
