using System.Diagnostics.Metrics;
using System.Net;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Users;
using ChatFlow.WebApi.Tests.Workspaces;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatFlow.WebApi.Tests.Caching;

/// <summary>Two nodes that share their caches: what one has answered is true on the other.</summary>
public class CacheTests
{
    private static readonly string[] Kinds = ["removed from a channel", "no moderator any more", "archived", "removed from the workspace", "signed out", "renamed", "workspace deleted"];

    private Team team = null!;
    private ChannelDto channel = null!;
    private ChatServer one = null!;
    private ChatServer two = null!;

    [SetUp]
    public async Task Nodes()
    {
        team = await Team.Create();
        channel = await team.Owner.CreateChannel(team.Workspace, "secret", "private");
        await team.Owner.Http.Post<ChannelMemberDto>($"/api/channels/{channel.Id}/members", new { user_id = team.Member.User.Id, role = "moderator" });
        (one, two) = (Node(), Node());
        await Until(async () => await Misses(() => Get("/api/auth/me")) == 0);
    }

    [TearDown]
    public async Task Stop()
    {
        await one.DisposeAsync();
        await two.DisposeAsync();
        await Triggers("ENABLE");
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task Change_OnOneNode_IsTrueOnTheOther_WhenItIsAnswered(string kind)
    {
        var before = await Seen(kind);
        // Or nothing would be shown by this.
        await Until(async () => await Misses(() => Seen(kind)) == 0);
        // What the database itself tells comes a moment later, and would hide a node that says nothing.
        await Triggers("DISABLE");
        var (path, method, body) = Change(kind);
        using var request = new HttpRequestMessage(method, $"/api{path}") { Content = body is null ? null : System.Net.Http.Json.JsonContent.Create(body) };
        (await one.Http(kind is "signed out" or "renamed" ? team.Member.Token : team.Owner.Token).SendAsync(request)).EnsureSuccessStatusCode();
        Assert.That(await Seen(kind), Is.Not.EqualTo(before));
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task Change_ThatNoNodeMade_IsHeardFromTheDatabase(string kind)
    {
        var before = await Seen(kind);
        var (user, workspace) = (team.Member.User.Id, team.Workspace.Id);
        await Shared.Server.Database.Execute(kind switch
        {
            "removed from a channel" => $"DELETE FROM channel_members WHERE channel_id = '{channel.Id}' AND user_id = '{user}'",
            "no moderator any more" => $"UPDATE channel_members SET role = 'member' WHERE channel_id = '{channel.Id}' AND user_id = '{user}'",
            "archived" => $"UPDATE channels SET archived_at = now() WHERE id = '{channel.Id}'",
            "removed from the workspace" => $"UPDATE workspace_members SET status = 'removed' WHERE workspace_id = '{workspace}' AND user_id = '{user}'",
            "signed out" => $"DELETE FROM sessions WHERE user_id = '{user}'",
            "renamed" => $"UPDATE users SET display_name = 'Another' WHERE id = '{user}'",
            _ => $"UPDATE workspaces SET deleted_at = now() WHERE id = '{workspace}'",
        });
        await Until(async () => await Seen(kind) != before);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Sends_AskTheCachesAlone_OnceTheyAreWarm(bool isCluster)
    {
        await using var alone = new ChatServer(Shared.Server.Database);
        await using var hub = await (isCluster ? two : alone).Connect(team.Member.Token);
        Task Send() => hub.InvokeAsync<object>("message:send", new { channel_id = channel.Id, content = "hello" });
        await Until(async () => await Misses(Send) == 0);
        var (hits, others) = await Lookups(async () =>
        {
            for (var n = 0; n < 20; n++)
                await Send();
        });
        Assert.That((hits, others), Is.EqualTo((7 * 20, 0)), "the session; channel and both memberships for the permission, and again for the message");
    }

    /// <summary>The messages of workload W1: 50 people in one channel, 3000 messages, here over two nodes that start cold.</summary>
    [Test]
    public async Task Sends_OfABusyChannel_FindMoreThanNineOfTenAnswersInTheCaches()
    {
        await Shared.Server.Database.Execute($"UPDATE workspaces SET member_limit = 100 WHERE id = '{team.Workspace.Id}'");
        var busy = await team.Owner.CreateChannel(team.Workspace, "busy");
        List<Person> people = [];
        while (people.Count < 50)
        {
            people.Add(await Person.SignUp(Shared.Server, "Busy Body"));
            await people[^1].JoinWorkspace(team.Workspace);
            await people[^1].JoinChannel(busy);
        }
        await using var first = Node();
        await using var second = Node();
        var (hits, others) = await Lookups(() => Task.WhenAll(people.Select(async (person, n) =>
        {
            await using var hub = await (n % 2 == 0 ? first : second).Connect(person.Token);
            for (var sent = 0; sent < 60; sent++)
                await hub.InvokeAsync<object>("message:send", new { channel_id = busy.Id, content = $"message {sent}" });
        })));
        TestContext.Out.WriteLine($"{hits} of {hits + others} lookups were hits");
        Assert.That(hits, Is.GreaterThan(9 * others));
    }

    [Test]
    public async Task Node_ThatStarts_HasTheBusiestChannelsInItsCaches()
    {
        await team.Owner.Http.Post<object>($"/api/channels/{channel.Id}/messages", new { content = "busy" });
        await using var late = new ChatServer(Shared.Server.Database);
        await late.Http(team.Owner.Token).GetAsync("/api/auth/me");
        await Until(async () =>
        {
            await using var another = new ChatServer(Shared.Server.Database);
            await another.Http(team.Member.Token).GetAsync("/api/auth/me");
            await Task.Delay(500);
            return await Misses(() => another.Http(team.Member.Token).GetAsync($"/api/channels/{channel.Id}/messages")) == 0;
        });
    }

    private static Task Triggers(string change) => Shared.Server.Database.Execute(string.Join(
        ';', new[] { "channels", "channel_members", "workspaces", "workspace_members", "users", "sessions" }.Select(table => $"ALTER TABLE {table} {change} TRIGGER USER")));

    private (string Path, HttpMethod Method, object? Body) Change(string kind) => kind switch
    {
        "removed from a channel" => ($"/channels/{channel.Id}/members/{team.Member.User.Id}", HttpMethod.Delete, null),
        "no moderator any more" => ($"/channels/{channel.Id}/members", HttpMethod.Post, new { user_id = team.Member.User.Id, role = "member" }),
        "archived" => ($"/channels/{channel.Id}/archive", HttpMethod.Post, null),
        "removed from the workspace" => ($"/workspaces/{team.Workspace.Id}/members/{team.Member.User.Id}", HttpMethod.Delete, null),
        "signed out" => ("/auth/logout", HttpMethod.Post, null),
        "renamed" => ("/users/me", HttpMethod.Put, new { display_name = "Another" }),
        _ => ($"/workspaces/{team.Workspace.Id}", HttpMethod.Delete, null),
    };

    /// <summary>What the member sees on the second node of what is about to change.</summary>
    private async Task<string> Seen(string kind) => kind switch
    {
        "no moderator any more" => (await two.Http(team.Member.Token).PutAsync($"/api/channels/{channel.Id}", System.Net.Http.Json.JsonContent.Create(new { }))).StatusCode.ToString(),
        "archived" => (await two.Http(team.Member.Token).PostAsync($"/api/channels/{channel.Id}/messages", System.Net.Http.Json.JsonContent.Create(new { content = "hello" }))).StatusCode.ToString(),
        "renamed" => (await two.Http(team.Member.Token).Get<UserDto>("/api/auth/me")).DisplayName,
        _ => (await Get($"/api/channels/{channel.Id}/messages")).ToString(),
    };

    private async Task<HttpStatusCode> Get(string path) => (await two.Http(team.Member.Token).GetAsync(path)).StatusCode;

    private static async Task<int> Misses(Func<Task> doing) => (await Lookups(doing)).Others;

    private static async Task<(int Hits, int Others)> Lookups(Func<Task> doing)
    {
        var (hits, others) = (0, 0);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, of) =>
        {
            if (instrument is { Meter.Name: "ChatFlow", Name: "chatflow.cache.lookups" })
                of.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            foreach (var (name, value) in tags)
            {
                if (name == "chatflow.cache.result" && (string)value! == "hit")
                    Interlocked.Increment(ref hits);
                else if (name == "chatflow.cache.result")
                    Interlocked.Increment(ref others);
            }
        });
        listener.Start();
        await doing();
        return (hits, others);
    }

    private static ChatServer Node() => new(Shared.Server.Database, ("Cluster:Enabled", "true"));

    private static async Task Until(Func<Task<bool>> so)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await so())
            await Task.Delay(20, late.Token);
    }
}
