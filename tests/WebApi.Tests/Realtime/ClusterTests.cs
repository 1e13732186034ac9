using ChatFlow.Application.Channels;
using ChatFlow.WebApi.Realtime;
using ChatFlow.WebApi.Tests.Workspaces;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ChatFlow.WebApi.Tests.Realtime;

/// <summary>Two nodes: what changes on one counts for the sockets of the other, without a reconnect.</summary>
public class ClusterTests
{
    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());
    private Team team = null!;
    private ChatServer one = null!;
    private ChatServer two = null!;

    [SetUp]
    public async Task Nodes()
    {
        team = await Team.Create();
        (one, two) = (Node(TimeProvider.System), Node(clock));
    }

    [TearDown]
    public async Task Stop()
    {
        await one.DisposeAsync();
        await two.DisposeAsync();
    }

    [Test]
    public async Task Joining_OnOneNode_SubscribesTheSocketOnAnother_AndPushesComeOnce()
    {
        var channel = await team.Owner.CreateChannel(team.Workspace);
        await using var hub = await two.Connect(team.Member.Token);
        var messages = new Pushes(hub, EventTypes.MessageReceived);

        await On(one, team.Member).Post<ChannelMemberDto>($"/api/channels/{channel.Id}/members", new { user_id = team.Member.User.Id });
        await Until(() => IsIn(team.Member, Group.Channel(channel.Id)));

        foreach (var content in new[] { "one", "two", "three" })
            await On(one, team.Owner).Post<object>($"/api/channels/{channel.Id}/messages", new { content });
        Assert.That(await Contents(messages, 3), Is.EqualTo(new[] { "one", "two", "three" }));
        Assert.That(messages.Rest(), Is.Empty);
    }

    [Test]
    public async Task Removal_OnOneNode_IsTheEndOfPushesOnAnother_AndOnlyForTheOneRemoved()
    {
        var joined = await team.Owner.CreateChannel(team.Workspace, "joined");
        var read = await team.Owner.CreateChannel(team.Workspace, "only read");
        await team.Member.JoinChannel(joined);
        await using var hub = await two.Connect(team.Member.Token);
        await hub.Join(read.Id);
        await using var owners = await two.Connect(team.Owner.Token);
        var (messages, created, mine) = (
            new Pushes(hub, EventTypes.MessageReceived), new Pushes(hub, EventTypes.ChannelCreated), new Pushes(hub, EventTypes.ChannelJoined));
        var (seen, seenCreated) = (new Pushes(owners, EventTypes.MessageReceived), new Pushes(owners, EventTypes.ChannelCreated));

        await On(one, team.Admin).DeleteAsync(team.PathOf(team.Member));
        foreach (var group in new[] { Group.Workspace(team.Workspace.Id), Group.Channel(joined.Id), Group.Channel(read.Id) })
            await Until(() => !IsIn(team.Member, group));

        await SayTwice(seen, joined, read);
        foreach (var name in new[] { "later", "latest" })
            await On(one, team.Owner).Post<object>("/api/channels", new { workspace_id = team.Workspace.Id, name, type = "public" });
        await seenCreated.Next(2);
        await Fence(mine, team.Member);
        Assert.That(messages.Rest(), Is.Empty);
        Assert.That(created.Rest(), Is.Empty);
    }

    [Test]
    public async Task Deletion_OfAWorkspace_TakesEverybodyOutOfItsGroups_OnEveryNode()
    {
        var channel = await team.Owner.CreateChannel(team.Workspace);
        await team.Member.JoinChannel(channel);
        await using var here = await one.Connect(team.Member.Token);
        await using var there = await two.Connect(team.Member.Token);
        await On(one, team.Owner).DeleteAsync(team.Path);
        await Until(() => new[] { one, two }.All(node => !IsIn(node, team.Member, Group.Workspace(team.Workspace.Id)) && !IsIn(node, team.Member, Group.Channel(channel.Id))));

        foreach (var (node, hub) in new[] { (one, here), (two, there) })
        {
            // Somebody has to be there to see that the pushes came by.
            await using var watcher = await node.Connect(team.Outsider.Token);
            var (messages, mine, seen) = (
                new Pushes(hub, EventTypes.MessageReceived), new Pushes(hub, EventTypes.ChannelJoined), new Pushes(watcher, EventTypes.MessageReceived));
            foreach (var group in new[] { Group.Workspace(team.Workspace.Id), Group.Channel(channel.Id) })
            {
                await node.Services.GetRequiredService<IHubContext<ChatHub>>().Groups.AddToGroupAsync(watcher.ConnectionId!, group);
                for (var i = 0; i < 2; i++)
                    one.Services.GetRequiredService<Push>().To(group, EventTypes.MessageReceived, new { });
            }
            await seen.Next(4);
            await Fence(mine, team.Member);
            Assert.That(messages.Rest(), Is.Empty);
        }
    }

    [Test]
    public async Task WordThatWasLost_IsMadeUpForWithin15Seconds_AndWhatIsRightStays()
    {
        var (lost, gained, read, left) = (
            await team.Owner.CreateChannel(team.Workspace, "lost", "private"), await team.Owner.CreateChannel(team.Workspace, "gained"),
            await team.Owner.CreateChannel(team.Workspace, "only read"), await team.Owner.CreateChannel(team.Workspace, "left by wish"));
        await team.Owner.Http.Post<ChannelMemberDto>($"/api/channels/{lost.Id}/members", new { user_id = team.Member.User.Id });
        await team.Member.JoinChannel(left);
        await using var hub = await two.Connect(team.Member.Token);
        await hub.Join(read.Id);
        await hub.InvokeAsync<ChannelHead>("channel:leave", new { channel_id = left.Id });

        await Execute($"DELETE FROM channel_members WHERE channel_id = '{lost.Id}' AND user_id = '{team.Member.User.Id}'");
        await Execute($"""
            INSERT INTO channel_members (channel_id, user_id, role, last_read_seq, joined_at)
            VALUES ('{gained.Id}', '{team.Member.User.Id}', 'member', 0, now())
            """);
        clock.Advance(TimeSpan.FromSeconds(15));
        await Until(() => IsIn(team.Member, Group.Channel(gained.Id)) && !IsIn(team.Member, Group.Channel(lost.Id)));

        await using var owners = await two.Connect(team.Owner.Token);
        var (messages, mine) = (new Pushes(hub, EventTypes.MessageReceived), new Pushes(hub, EventTypes.ChannelJoined));
        await SayTwice(new Pushes(owners, EventTypes.MessageReceived), lost, left, gained, read);
        await Fence(mine, team.Member);
        Assert.That(messages.Rest().Select(m => m.GetProperty("content").GetString()).Distinct(), Is.EquivalentTo(new[] { "gained", "only read" }));

        // Whoever is no member may not follow it then.
        await Execute($"UPDATE channels SET type = 'private' WHERE id = '{read.Id}'");
        clock.Advance(TimeSpan.FromSeconds(15));
        await Until(() => !IsIn(team.Member, Group.Channel(read.Id)));
    }

    private static ChatServer Node(TimeProvider clock) => new(Shared.Server.Database, clock, ("Cluster:Enabled", "true"));

    private static HttpClient On(ChatServer node, Person person) => node.Http(person.Token);

    private bool IsIn(Person person, string group) => IsIn(two, person, group);

    private static bool IsIn(ChatServer node, Person person, string group) => node.Services.GetRequiredService<Connections>()
        .OfUser(person.User.Id).Any(connection => connection.Groups.GetValueOrDefault(group));

    private static async Task<List<string?>> Contents(Pushes messages, int count) =>
        (await messages.Next(count)).ConvertAll(message => message.GetProperty("content").GetString());

    /// <summary>
    /// Until somebody on the second node has got both: groups are carried there each on its own, one push after the other, so the
    /// first of two has come to everybody when the second has come to anybody.
    /// </summary>
    private async Task SayTwice(Pushes seen, params ChannelDto[] channels)
    {
        foreach (var channel in channels.Concat(channels))
            await On(one, team.Owner).Post<object>($"/api/channels/{channel.Id}/messages", new { content = channel.Name });
        await seen.Next(2 * channels.Length);
    }

    /// <summary>What comes to one connection keeps its order: when this has come, all that was sent before has.</summary>
    private async Task Fence(Pushes mine, Person person)
    {
        one.Services.GetRequiredService<Push>().To(Group.User(person.User.Id), EventTypes.ChannelJoined, new { });
        await mine.Next();
    }

    private static async Task Execute(string sql)
    {
        await using var command = Shared.Server.Database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task Until(Func<bool> so)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!so())
            await Task.Delay(10, late.Token);
    }
}
