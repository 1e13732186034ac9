using ChatFlow.Application.Channels;
using ChatFlow.Application.Workspaces;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ChatFlow.WebApi.Tests.Realtime;

public class HubTests
{
    private Person owner = null!;
    private Person member = null!;
    private WorkspaceDto workspace = null!;

    [SetUp]
    public async Task People()
    {
        (owner, member) = (await Person.SignUp(Shared.Server), await Person.SignUp(Shared.Server, "Adrian Koch"));
        workspace = await owner.CreateWorkspace();
        await member.JoinWorkspace(workspace);
    }

    [Test]
    public async Task Message_ReachesMembers_FromTheMomentTheyConnect()
    {
        var channel = await owner.CreateChannel(workspace);
        await member.JoinChannel(channel);
        await using var hub = await member.Connect();
        var pushes = new Pushes(hub, EventTypes.MessageReceived);

        var sent = await owner.Send(channel, "hello");

        var push = await pushes.Next();
        Assert.Multiple(() =>
        {
            Assert.That(push.GetProperty("id").GetGuid(), Is.EqualTo(sent.Id));
            Assert.That(push.GetProperty("event_seq").GetInt64(), Is.EqualTo(sent.Seq));
            Assert.That(push.GetProperty("sender").GetProperty("display_name").GetString(), Is.EqualTo(owner.User.DisplayName));
            Assert.That(push.EnumerateObject().Select(p => p.Name), Is.SupersetOf(new[] { "edited_at", "deleted_at", "pinned", "reactions", "files" }));
        });
    }

    [Test]
    public async Task Joining_SubscribesConnectionsThatAreOpen_AndTellsTheChannel()
    {
        var channel = await owner.CreateChannel(workspace);
        await using var owners = await owner.Connect();
        await using var members = await member.Connect();
        var (joins, joined, messages) = (
            new Pushes(owners, EventTypes.MemberJoined), new Pushes(members, EventTypes.ChannelJoined), new Pushes(members, EventTypes.MessageReceived));

        await member.JoinChannel(channel);

        var (join, mine) = (await joins.Next(), await joined.Next());
        Assert.Multiple(() =>
        {
            Assert.That(join.GetProperty("user").GetProperty("display_name").GetString(), Is.EqualTo("Adrian Koch"));
            Assert.That(join.GetProperty("event_seq").GetInt64(), Is.EqualTo(2));
            Assert.That(mine.GetProperty("id").GetGuid(), Is.EqualTo(channel.Id));
            Assert.That(mine.GetProperty("membership").GetProperty("role").GetString(), Is.EqualTo("member"));
        });
        await owner.Send(channel, "welcome");
        Assert.That((await messages.Next()).GetProperty("content").GetString(), Is.EqualTo("welcome"));
    }

    [Test]
    public async Task Creation_OfAPublicChannel_IsToldToTheWorkspace_OfAPrivateOneToItsCreator()
    {
        await using var owners = await owner.Connect();
        await using var members = await member.Connect();
        var (created, joined) = (new Pushes(members, EventTypes.ChannelCreated), new Pushes(owners, EventTypes.ChannelJoined));

        await owner.CreateChannel(workspace, "leads", "private");
        await owner.CreateChannel(workspace, "general");

        Assert.That((await created.Next()).GetProperty("name").GetString(), Is.EqualTo("general"), "and nothing of leads before");
        Assert.That((await joined.Next(2)).Select(c => c.GetProperty("name").GetString()), Is.EqualTo(new[] { "leads", "general" }));
    }

    [Test]
    public async Task Reader_WhoIsNoMember_FollowsAPublicChannelWhenTheyAsk_UntilTheyLeave()
    {
        var channel = await owner.CreateChannel(workspace);
        await owner.Send(channel, "before");
        await using var hub = await member.Connect();
        var pushes = new Pushes(hub, EventTypes.MessageReceived);

        Assert.That(await hub.Join(channel.Id), Is.EqualTo(new ChannelHead(channel.Id, 2)));
        await owner.Send(channel, "while");
        Assert.That((await pushes.Next()).GetProperty("content").GetString(), Is.EqualTo("while"));

        await hub.InvokeAsync<ChannelHead>("channel:leave", new { channel_id = channel.Id });
        await owner.Send(channel, "after");
        await hub.Join(channel.Id);
        await owner.Send(channel, "again");
        Assert.That((await pushes.Next()).GetProperty("content").GetString(), Is.EqualTo("again"), "nothing came in between");
    }

    [Test]
    public async Task MessagePack_CarriesTheSameDocumentsAsJson()
    {
        var channel = await owner.CreateChannel(workspace);
        await using var json = await owner.Connect();
        var asJson = new Pushes(json, EventTypes.MessageReceived);
        await using var packed = new HubConnectionBuilder()
            .WithUrl(new Uri(Shared.Server.Address, "/hub"), options =>
            {
                options.AccessTokenProvider = () => Task.FromResult<string?>(owner.Token);
                options.SkipNegotiation = true;
                options.Transports = Microsoft.AspNetCore.Http.Connections.HttpTransportType.WebSockets;
            })
            .AddMessagePackProtocol().Build();
        var pushed = new TaskCompletionSource<Dictionary<string, object?>>();
        packed.On<Dictionary<string, object?>>(EventTypes.MessageReceived, pushed.SetResult);
        await packed.StartAsync();

        var sent = await packed.InvokeAsync<Dictionary<string, object?>>(
            "message:send", new Dictionary<string, object?> { ["channel_id"] = channel.Id.ToString(), ["content"] = "漢字 😀 \u001b\u0014\t\"\\" });

        var (json1, packed1) = (await asJson.Next(), await pushed.Task.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Multiple(() =>
        {
            Assert.That(sent["content"], Is.EqualTo("漢字 😀 \u001b\u0014\t\"\\"));
            Assert.That(packed1.Keys, Is.EqualTo(json1.EnumerateObject().Select(p => p.Name)));
            Assert.That(packed1["created_at"], Is.EqualTo(json1.GetProperty("created_at").GetString()));
            Assert.That(Convert.ToInt64(packed1["event_seq"]), Is.EqualTo(json1.GetProperty("event_seq").GetInt64()));
        });
        new Func<Task>(() => packed.InvokeAsync("message:send", new Dictionary<string, object?> { ["content"] = "hi" })).IsRefused("INVALID_REQUEST");
        new Func<Task>(() => packed.InvokeAsync("message:send", new Dictionary<string, object?> { ["channel_id"] = channel.Id.ToString(), ["content"] = "a\0b" }))
            .IsRefused("INVALID_REQUEST");
    }

    [Test]
    public async Task Cluster_CarriesPushesFromNodeToNode()
    {
        var database = Shared.Server.Database;
        await using var one = new ChatServer(database, ("Cluster:Enabled", "true"));
        await using var two = new ChatServer(database, ("Cluster:Enabled", "true"));
        var channel = await owner.CreateChannel(workspace);
        await member.JoinChannel(channel);
        await using var hub = await two.Connect(member.Token);
        await using var sender = await one.Connect(owner.Token);
        var pushes = new Pushes(hub, EventTypes.MessageReceived);

        var sent = await sender.Send(channel, "across");

        Assert.That((await pushes.Next()).GetProperty("id").GetGuid(), Is.EqualTo(sent.Id));
    }

    [Test]
    public async Task NodeAlone_ChatsOn_WhenRedisIsAway()
    {
        await using var server = new ChatServer(Shared.Server.Database, ("ConnectionStrings:Redis", "127.0.0.1:1,connectTimeout=200"));
        var channel = await owner.CreateChannel(workspace);
        await using var hub = await server.Connect(owner.Token);
        var pushes = new Pushes(hub, EventTypes.MessageReceived);

        await hub.Send(channel, "without Redis");

        Assert.That((await pushes.Next()).GetProperty("content").GetString(), Is.EqualTo("without Redis"));
        var health = await server.Http().GetAsync("/health");
        Assert.That((int)health.StatusCode, Is.EqualTo(200), "no reason to take the node out");
        Assert.That(await health.Content.ReadAsStringAsync(), Does.Contain("\"degraded\""));
    }
}
