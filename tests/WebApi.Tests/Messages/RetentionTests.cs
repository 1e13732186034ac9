using System.Net.Http.Json;
using System.Text.Json;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Messages;
using ChatFlow.Application.Workspaces;
using ChatFlow.Infrastructure.Files;
using ChatFlow.Infrastructure.Messages;
using ChatFlow.Tests.Postgres;
using ChatFlow.WebApi.Tests.Files;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ChatFlow.WebApi.Tests.Messages;

/// <summary>On a server whose clock stands until a test moves it. The server notices that as well, and may be first.</summary>
public sealed class RetentionTests : IAsyncDisposable
{
    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());
    private ChatServer server = null!;
    private Person owner = null!;
    private Person member = null!;
    private WorkspaceDto workspace = null!;
    private ChannelDto channel = null!;

    [SetUp]
    public async Task Start()
    {
        // Of its own: what runs by this clock must not be seen by others' servers.
        server = new ChatServer(await TestDatabase.Create(), clock);
        (owner, member) = (await Person.SignUp(server), await Person.SignUp(server));
        workspace = await owner.CreateWorkspace();
        channel = await owner.CreateChannel(workspace);
        await member.JoinWorkspace(workspace);
        await member.JoinChannel(channel);
        await owner.Put<WorkspaceDto>($"/api/workspaces/{workspace.Id}", new { retention_hours = 48 });
    }

    // NUnit does, after each test.
    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await server.Database.DisposeAsync();
    }

    [Test]
    public async Task MessagesOlderThanTheWorkspaceKeepsThem_AreDeletedWithAllThatHangsOnThem_AndTheRestStays()
    {
        var file = await owner.Upload(channel, Pictures.Gif);
        var old = await owner.SendWith(channel, file);
        var root = await owner.Send(channel, $"zebra @{member.User.Username}");
        await owner.Put<MessageDto>($"/api/messages/{root.Id}", new { content = $"zebras @{member.User.Username}" });
        await member.Http.PostAsJsonAsync($"/api/messages/{root.Id}/reactions", new { emoji = "👍" });
        await owner.Http.PutAsync($"/api/messages/{root.Id}/pin", null);
        var early = await member.Send(channel, "early", threadId: root.Id);
        clock.Advance(TimeSpan.FromHours(1));
        var reply = await member.Send(channel, "a reply", threadId: root.Id);
        var young = await member.Send(channel, "young");
        var found = $"SELECT (SELECT count(*) FROM search_messages WHERE message_id IN ('{root.Id}', '{early.Id}')) + (SELECT count(*) FROM search_words WHERE word LIKE 'zebra%')";
        await Until(found, isZero: false);
        await LogIn(TimeSpan.FromHours(47));
        Assert.That(await DeletedAfter(0), Is.Zero, "not a moment too early");

        clock.Advance(TimeSpan.FromSeconds(1));
        await using var hub = await member.Connect();
        var pushes = new Pushes(hub, EventTypes.MessageDeleted);
        Assert.That(await DeletedAfter(3), Is.EqualTo(3));
        var gone = await owner.Http.Get<MessageDto>($"/api/messages/{root.Id}");
        var timeline = (await member.Http.Page<MessageDto>($"/api/channels/{channel.Id}/messages")).Data;
        var audit = (await owner.Http.Page<JsonElement>($"/api/workspaces/{workspace.Id}/audit-logs")).Data;
        await server.Services.GetRequiredService<FileSweeper>().Sweep(default);
        var told = await pushes.Next(3);
        Assert.Multiple(async () =>
        {
            Assert.That((gone.Content, gone.DeletedAt is null, gone.Reactions.Count, gone.Pinned, gone.ReplyCount), Is.EqualTo(("", false, 0, (PinDto?)null, 1)));
            Assert.That(timeline.Select(message => (message.Id, message.Content)), Is.EqualTo(new[] { (young.Id, "young"), (root.Id, ""), (old.Id, "") }));
            Assert.That((await member.Http.Get<IReadOnlyList<MessageDto>>($"/api/messages/{root.Id}/thread")).Where(m => m.DeletedAt is null).Select(m => m.Id), Is.EqualTo(new[] { reply.Id }));
            Assert.That(await server.Database.Scalar<long>("SELECT (SELECT count(*) FROM message_edits) + (SELECT count(*) FROM reactions) + (SELECT count(*) FROM mentions)"), Is.Zero);
            Assert.That(await server.Database.Scalar<long>($"SELECT count(*) FROM notifications WHERE message_id = '{root.Id}'"), Is.Zero);
            Assert.That(server.Stores(file.Id), Is.False, "its bytes as well");
            Assert.That(told.Select(push => push.GetProperty("message_id").GetGuid()), Is.EqualTo(new[] { old.Id, root.Id, early.Id }));
            Assert.That(audit[0].GetProperty("action").GetString(), Is.EqualTo("retention_applied"));
            Assert.That(audit[0].GetProperty("details").GetProperty("after").GetProperty("messages").GetInt32(), Is.EqualTo(3));
            Assert.That(audit[0].GetProperty("resource_id").GetGuid(), Is.EqualTo(channel.Id));
        });
        Assert.That(await DeletedAfter(3), Is.EqualTo(3), "nothing is done twice");
        await Until(found, isZero: true);
    }

    [Test]
    public async Task Log_HasNoGap_HoweverManyBatchesItTook_AndOtherNodesDoNotDoItAgain()
    {
        var count = (2 * Retention.BatchSize) + 10;
        for (var n = 0; n < count; n++)
            await owner.Send(channel, $"m{n}");
        await using var other = new ChatServer(server.Database, clock);
        clock.Advance(TimeSpan.FromHours(49));
        await Task.WhenAll(new[] { server, other, server, other }.Select(node => node.Services.GetRequiredService<Retention>().Apply(default)));
        Assert.That(await DeletedAfter(count), Is.EqualTo(count));
        await LogIn(TimeSpan.Zero);
        var last = (await owner.Http.Get<ChannelDto>($"/api/channels/{channel.Id}")).LastSeq;
        Assert.Multiple(async () =>
        {
            Assert.That(
                await server.Database.Scalar<long>($"SELECT count(DISTINCT seq) FROM (SELECT seq FROM messages WHERE channel_id = '{channel.Id}' UNION ALL SELECT seq FROM channel_events WHERE channel_id = '{channel.Id}') log"),
                Is.EqualTo(last));
            Assert.That(
                await server.Database.Scalar<long>("SELECT sum((details -> 'after' ->> 'messages')::int) FROM audit_logs WHERE action = 'retention_applied'"), Is.EqualTo(count));
        });
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Channel_ThatFails_DoesNotKeepTheOthersFromTheirTurn([Values] bool isFirst, CancellationToken cancellationToken)
    {
        var other = await owner.CreateChannel(workspace, "other");
        foreach (var each in new[] { channel, other })
            await owner.Send(each, "old");
        var failing = isFirst ? channel : other;
        await server.Database.Change($"""
            CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'as planted'; END $$;
            CREATE TRIGGER fail BEFORE UPDATE ON messages FOR EACH ROW WHEN (old.channel_id = '{failing.Id}') EXECUTE FUNCTION fail()
            """);
        clock.Advance(TimeSpan.FromHours(49));
        while (await server.Database.Scalar<long>("SELECT count(*) FROM channel_events WHERE type = 'message:deleted'") == 0)
        {
            // Nothing while the server is at it by itself.
            await server.Services.GetRequiredService<Retention>().Apply(cancellationToken);
            await Task.Delay(50, cancellationToken);
        }
        await server.Database.Change("DROP TRIGGER fail ON messages");
        Assert.That(await DeletedAfter(2), Is.EqualTo(2), "the next time it is tried again");
    }

    [Test]
    public async Task Workspace_ThatKeepsItsMessages_LosesNone_AndOneThatChangesItsMindLosesTheOldOnes()
    {
        await owner.Put<WorkspaceDto>($"/api/workspaces/{workspace.Id}", new { retention_hours = 0 });
        await owner.Send(channel, "kept");
        await LogIn(TimeSpan.FromDays(1000));
        Assert.That(await DeletedAfter(0), Is.Zero);
        await owner.Put<WorkspaceDto>($"/api/workspaces/{workspace.Id}", new { retention_hours = 24 });
        await owner.Send(channel, "new");
        Assert.That(await DeletedAfter(1), Is.EqualTo(1));
    }

    /// <summary>How many messages are deleted once these are, or more.</summary>
    private async Task<long> DeletedAfter(int expected)
    {
        while (true)
        {
            // Does nothing while the server is at it by itself.
            await server.Services.GetRequiredService<Retention>().Apply(default);
            if (await server.Database.Scalar<long>("SELECT count(*) FROM channel_events WHERE type = 'message:deleted'") is var deleted && deleted >= expected)
                return deleted;
            await Task.Delay(50);
        }
    }

    /// <summary>The index follows by itself.</summary>
    private async Task Until(string count, bool isZero)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await server.Database.Scalar<long>(count) == 0 != isZero)
            await Task.Delay(50, late.Token);
    }

    // Tokens live shorter than messages.
    private async Task LogIn(TimeSpan later)
    {
        clock.Advance(later);
        (owner, member) = (await Person.LogIn(server, owner.User.Email!), await Person.LogIn(server, member.User.Email!));
    }
}
