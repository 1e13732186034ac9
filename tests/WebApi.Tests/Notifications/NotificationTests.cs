using System.Net.Http.Json;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Messages;
using ChatFlow.Application.Notifications;
using ChatFlow.Application.Workspaces;

namespace ChatFlow.WebApi.Tests.Notifications;

public class NotificationTests
{
    private Person owner = null!;
    private Person milo = null!;
    private Person mia = null!;
    private WorkspaceDto workspace = null!;
    private ChannelDto channel = null!;

    [SetUp]
    public async Task People()
    {
        (owner, milo, mia) = (await Person.SignUp(Shared.Server), await Person.SignUp(Shared.Server), await Person.SignUp(Shared.Server));
        workspace = await owner.CreateWorkspace();
        channel = await owner.CreateChannel(workspace);
        await milo.JoinWorkspace(workspace);
        await mia.JoinWorkspace(workspace);
        await milo.JoinChannel(channel);
    }

    [Test]
    public async Task Mention_ByName_TellsWhoeverMayRead_MemberOrNot()
    {
        await using var hub = await milo.Connect();
        var created = new Pushes(hub, "notification:created");
        var sent = await owner.Send(channel, $"hello @{milo.User.Username.ToUpperInvariant()}, @{mia.User.Username} and @{owner.User.Username} and @nobody");

        var push = await created.Next();
        var mine = (await Unread(milo)).Single();
        Assert.Multiple(() =>
        {
            Assert.That(sent.Mentions, Is.EquivalentTo(new[] { milo.User.Id, mia.User.Id, owner.User.Id }));
            Assert.That((mine.Type, mine.Actor.Id, mine.ChannelId, mine.Message!.Id, mine.Read), Is.EqualTo(("mention", owner.User.Id, channel.Id, sent.Id, false)));
            Assert.That(push.GetProperty("id").GetGuid(), Is.EqualTo(mine.Id));
            Assert.That(push.GetProperty("message").GetProperty("content").GetString(), Is.EqualTo(sent.Content));
            Assert.That(mine.Id.Version, Is.EqualTo(7));
        });
        Assert.That((await Unread(mia)).Select(n => n.Type), Is.EqualTo(new[] { "mention" }), "no member, but may read the channel");
        Assert.That(await Unread(owner), Is.Empty, "nobody tells themself");
        Assert.That((await owner.Http.Get<MessageDto>($"/api/messages/{sent.Id}")).Mentions, Is.EquivalentTo(sent.Mentions));
    }

    [Test]
    public async Task Mention_MeansTheLongestNameThatSomebodyHas()
    {
        var name = $"m{milo.User.Id:N}"[..30];
        await milo.Put<object>("/api/users/me", new { username = name });
        await mia.Put<object>("/api/users/me", new { username = name + "." });
        Assert.That((await owner.Send(channel, $"ask @{name}.")).Mentions, Is.EqualTo(new[] { mia.User.Id }));
        Assert.That((await owner.Send(channel, $"ask @{name}, please")).Mentions, Is.EqualTo(new[] { milo.User.Id }));
    }

    [Test]
    public async Task Mention_InAPrivateChannel_TellsItsMembersOnly()
    {
        var leads = await owner.CreateChannel(workspace, "leads", "private");
        var sent = await owner.Send(leads, $"@{milo.User.Username} must not know");
        Assert.That(sent.Mentions, Is.Empty);
        Assert.That(await Unread(milo), Is.Empty);
    }

    [Test]
    public async Task ChannelMention_TellsItsMembers_WhenTheRoleAllowsIt()
    {
        var sent = await owner.Send(channel, "@channel lunch");
        Assert.That(sent.Mentions, Is.Empty, "by name is nobody mentioned");
        Assert.That((await Unread(milo)).Select(n => n.Type), Is.EqualTo(new[] { "mention" }));
        Assert.That(await Unread(mia), Is.Empty);
        await milo.Send(channel, "@channel me too");
        Assert.That(await Unread(owner), Is.Empty, "a member may not");
    }

    [Test]
    public async Task HereMention_TellsMembersWhoAreOnline()
    {
        await mia.JoinChannel(channel);
        await using var hub = await milo.Connect();
        var created = new Pushes(hub, "notification:created");
        await owner.Send(channel, "@here lunch");
        Assert.That((await created.Next()).GetProperty("type").GetString(), Is.EqualTo("mention"));
        Assert.That(await Unread(mia), Is.Empty, "not online");
    }

    [Test]
    public async Task Reply_TellsTheAuthor_AndWhoRepliedBefore_OnceEach()
    {
        await mia.JoinChannel(channel);
        var root = await owner.Send(channel, "root");
        await milo.Send(channel, "one", threadId: root.Id);
        await mia.Send(channel, $"two @{milo.User.Username}", threadId: root.Id);
        Assert.That((await Unread(owner)).Select(n => n.Type), Is.EqualTo(new[] { "reply", "reply" }));
        Assert.That((await Unread(milo)).Select(n => n.Type), Is.EqualTo(new[] { "mention" }), "and not for the reply as well");
        Assert.That(await Unread(mia), Is.Empty);
    }

    [Test]
    public async Task Reaction_TellsTheAuthor_OncePerPerson()
    {
        var sent = await owner.Send(channel, "hi");
        foreach (var emoji in new[] { "👍", "🎉" })
            await milo.Http.PostAsJsonAsync($"/api/messages/{sent.Id}/reactions", new { emoji });
        Assert.That((await Unread(owner)).Select(n => (n.Type, n.Actor.Id)), Is.EqualTo(new[] { ("reaction", milo.User.Id) }));
    }

    [Test]
    public async Task WhoIsBroughtIntoAChannel_IsTold_AndWhoJoinsIsNot()
    {
        await owner.Http.Post<object>($"/api/channels/{channel.Id}/members", new { user_id = mia.User.Id });
        var told = (await Unread(mia)).Single();
        Assert.That((told.Type, told.Actor.Id, told.ChannelId, told.Message), Is.EqualTo(("channel_activity", owner.User.Id, channel.Id, (MessageDto?)null)));
        Assert.That(await Unread(milo), Is.Empty);
    }

    [Test]
    public async Task Edit_TellsWhoIsMentionedNewly_AndUpdatesTheMentions()
    {
        var sent = await owner.Send(channel, $"@{milo.User.Username}");
        var edited = await owner.Put<MessageDto>($"/api/messages/{sent.Id}", new { content = $"@{mia.User.Username}" });
        Assert.That(edited.Mentions, Is.EqualTo(new[] { mia.User.Id }));
        Assert.That(await Unread(mia), Has.Count.EqualTo(1));
        await owner.Put<MessageDto>($"/api/messages/{sent.Id}", new { content = $"@{mia.User.Username} again" });
        Assert.That(await Unread(mia), Has.Count.EqualTo(1), "told once");
    }

    [Test]
    public async Task DeletedMessage_AndLostChannel_TakeTheirNotificationsAlong()
    {
        var sent = await owner.Send(channel, $"@{milo.User.Username} @{mia.User.Username}");
        await owner.Http.DeleteAsync($"/api/workspaces/{workspace.Id}/members/{mia.User.Id}");
        Assert.That(await Unread(mia), Is.Empty);
        await owner.Http.DeleteAsync($"/api/messages/{sent.Id}");
        Assert.That(await Unread(milo), Is.Empty);
    }

    [Test]
    public async Task Notifications_ArePaged_AndRead()
    {
        for (var i = 0; i < 5; i++)
            await owner.Send(channel, $"@{milo.User.Username} {i}");
        var first = await milo.Http.Page<NotificationDto>("/api/notifications?limit=3");
        Assert.That(first.Data.Select(n => n.Message!.Content[^1]), Is.EqualTo("432"), "newest first");
        var rest = await milo.Http.Page<NotificationDto>($"/api/notifications?limit=3&before={first.Data[^1].Id}");
        Assert.That(rest.Data.Select(n => n.Message!.Content[^1]), Is.EqualTo("10"));

        await owner.Http.Post<object>("/api/notifications/read", new { ids = new[] { first.Data[0].Id } });
        Assert.That(await Unread(milo), Has.Count.EqualTo(5), "somebody else's stay as they are");
        await milo.Http.Post<object>("/api/notifications/read", new { ids = new[] { first.Data[0].Id } });
        Assert.That(await Unread(milo), Has.Count.EqualTo(4));
        await milo.Http.Post<object>("/api/notifications/read", new { all = true });
        Assert.That(await Unread(milo), Is.Empty);
        Assert.That((await milo.Http.Page<NotificationDto>("/api/notifications")).Data, Has.Count.EqualTo(5).And.All.Property("Read").True);
        await milo.Http.PostAsJsonAsync("/api/notifications/read", new { }).IsRefused(400, "INVALID_REQUEST");
        await milo.Http.GetAsync("/api/notifications?limit=0").IsRefused(400, "INVALID_REQUEST");
    }

    private static async Task<IReadOnlyList<NotificationDto>> Unread(Person person) =>
        (await person.Http.Page<NotificationDto>("/api/notifications?unread_only=true")).Data;
}
