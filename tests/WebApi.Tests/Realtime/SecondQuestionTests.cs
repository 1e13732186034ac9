using ChatFlow.Application.Channels;
using ChatFlow.Application.Permissions;
using ChatFlow.WebApi.Realtime;
using ChatFlow.WebApi.Tests.Workspaces;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ChatFlow.WebApi.Tests.Realtime;

/// <summary>
/// A right that ends while a socket is being put into a group: whoever took the user's sockets out came before that. It is the
/// second question that sees it, so the right ends here just before that, and nobody is told.
/// </summary>
public class SecondQuestionTests
{
    private Team team = null!;
    private ChannelDto joined = null!;
    private ChannelDto read = null!;
    private ChatServer? server;
    private int questions;

    [SetUp]
    public async Task Channels()
    {
        team = await Team.Create();
        joined = await team.Owner.CreateChannel(team.Workspace, "joined");
        read = await team.Owner.CreateChannel(team.Workspace, "only read");
        await team.Member.JoinChannel(joined);
    }

    [TearDown]
    public async Task Stop() => await server!.DisposeAsync();

    [Test]
    public async Task Membership_ThatEndsWhileASocketConnects_BringsItNoPushes()
    {
        server = Watched(services => services.Watch<ISubscriptionStore>(
            method => RemoveBeforeTheSecond(method == nameof(ISubscriptionStore.Of))));
        await using var hub = await server.Connect(team.Member.Token);
        // Calls wait until the socket is subscribed.
        new Func<Task>(() => hub.Join(read.Id)).IsRefused("NOT_FOUND");
        Assert.That(questions, Is.EqualTo(2));
        await GetsNothing(hub);
    }

    [Test]
    public async Task Right_ThatEndsWhileASocketFollowsAChannel_BringsItNoPushes()
    {
        server = Watched(services => services.Watch<IAccess>(
            method => RemoveBeforeTheSecond(method == nameof(IAccess.ToChannel))), ("Cluster:Enabled", "true"));
        await using var hub = await server.Connect(team.Outsider.Token);
        await team.Outsider.JoinWorkspace(team.Workspace);
        questions = 0;
        new Func<Task>(() => hub.Join(read.Id)).IsRefused("NOT_FOUND");
        Assert.That(questions, Is.EqualTo(2));
        await GetsNothing(hub);
    }

    private static ChatServer Watched(Action<IServiceCollection> services, params (string, string)[] settings) => new(Shared.Server.Database, services, settings);

    private void RemoveBeforeTheSecond(bool isQuestion)
    {
        if (!isQuestion || ++questions != 2)
            return;
        using var command = Shared.Server.Database.DataSource.CreateCommand(
            $"UPDATE workspace_members SET status = 'removed' WHERE workspace_id = '{team.Workspace.Id}' AND role = 'member'");
        command.ExecuteNonQuery();
        foreach (var person in new[] { team.Member, team.Outsider })
            server!.Services.GetRequiredService<IAccess>().ForgetMember(team.Workspace.Id, person.User.Id).AsTask().Wait();
    }

    private async Task GetsNothing(HubConnection hub)
    {
        var (messages, mine) = (new Pushes(hub, EventTypes.MessageReceived), new Pushes(hub, EventTypes.ChannelJoined));
        var push = server!.Services.GetRequiredService<Push>();
        foreach (var group in new[] { Group.Workspace(team.Workspace.Id), Group.Channel(joined.Id), Group.Channel(read.Id) })
            push.To(group, EventTypes.MessageReceived, new { });
        // Comes after all that was pushed before it.
        foreach (var person in new[] { team.Member, team.Outsider })
            push.To(Group.User(person.User.Id), EventTypes.ChannelJoined, new { });
        await mine.Next();
        Assert.That(messages.Rest(), Is.Empty);
    }
}
