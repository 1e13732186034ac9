using System.Text.Json;
using ChatFlow.Application.Presence;
using ChatFlow.Application.Users;
using ChatFlow.Application.Workspaces;
using ChatFlow.WebApi.Realtime;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Time.Testing;

namespace ChatFlow.WebApi.Tests.Presence;

/// <summary>A workspace of two people, of whom the owner watches the member come and go.</summary>
public abstract class PresenceTest
{
    private readonly List<IAsyncDisposable> opened = [];

    internal FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());
    internal Person Owner { get; private set; } = null!;
    internal Person Member { get; private set; } = null!;
    internal WorkspaceDto Workspace { get; private set; } = null!;

    [SetUp]
    public async Task People()
    {
        (Owner, Member) = (await Person.SignUp(Shared.Server, "Olga Owner"), await Person.SignUp(Shared.Server, "Mia Member"));
        Workspace = await Owner.CreateWorkspace();
        await Member.JoinWorkspace(Workspace);
    }

    [TearDown]
    public async Task Close()
    {
        foreach (var one in opened.AsEnumerable().Reverse())
            await one.DisposeAsync();
    }

    internal ChatServer Server(TimeProvider clock, params (string, string)[] settings)
    {
        var server = new ChatServer(Shared.Server.Database, clock, settings);
        opened.Add(server);
        return server;
    }

    /// <summary>Connected, subscribed and counted.</summary>
    internal async Task<HubConnection> Connect(ChatServer server, Person person)
    {
        var hub = await server.Connect(person.Token);
        opened.Add(hub);
        // Calls wait for the server's part of connecting, and this one is refused.
        new Func<Task>(() => Choose(hub, null)).IsRefused("INVALID_REQUEST");
        return hub;
    }

    internal async Task<Pushes> Watch(ChatServer server, Person person) => new(await Connect(server, person), PresenceBroadcasts.Changed);

    /// <summary>Closes the person's last connection, and waits until the server has seen it.</summary>
    internal static async Task<DateTimeOffset> Leave(HubConnection hub, Person person, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        await hub.DisposeAsync();
        await Until(async () => await LastSeen(person) is { } at && (at - now).Duration() < TimeSpan.FromSeconds(1));
        return now;
    }

    internal static async Task Until(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await holds())
            await Task.Delay(20, patience.Token);
    }

    internal static async Task<DateTimeOffset?> LastSeen(Person person) =>
        (await Shared.Server.Database.Scalar<object>($"SELECT last_seen_at FROM users WHERE id = '{person.User.Id}'")) is DateTime at ? at : null;

    internal static Task Choose(HubConnection hub, string? status) => hub.InvokeAsync("presence:update", new { status });

    /// <summary>What comes next about this person.</summary>
    internal static async Task<(string Status, DateTimeOffset At)> Next(Pushes pushes, Person of)
    {
        JsonElement push;
        do
            push = await pushes.Next();
        while (push.GetProperty("user_id").GetGuid() != of.User.Id);
        return (push.GetProperty("status").GetString()!, push.GetProperty("timestamp").GetDateTimeOffset());
    }

    internal async Task<string?> Listed(ChatServer server, Person person) =>
        (await server.Http(Owner.Token).Page<PresenceDto>($"/api/workspaces/{Workspace.Id}/presence")).Data
            .SingleOrDefault(entry => entry.UserId == person.User.Id)?.Status;

    /// <summary>How the owner sees them, in their profile and in the list of members.</summary>
    internal async Task<string> Shown(ChatServer server, Person person)
    {
        var profile = await server.Http(Owner.Token).Get<UserDto>($"/api/users/{person.User.Id}");
        var members = (await server.Http(Owner.Token).Page<MemberDto>($"/api/workspaces/{Workspace.Id}/members")).Data;
        Assert.That(members.Single(m => m.User.Id == person.User.Id).User.Status, Is.EqualTo(profile.Status));
        return profile.Status;
    }

    internal void Seconds(double seconds) => Clock.Advance(TimeSpan.FromSeconds(seconds));
}
