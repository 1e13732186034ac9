using System.Text.Json;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Workspaces;
using ChatFlow.Domain;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatFlow.WebApi.Tests.Realtime;

public class SyncTests
{
    private Person owner = null!;
    private Person member = null!;
    private WorkspaceDto workspace = null!;

    [SetUp]
    public async Task People()
    {
        (owner, member) = (await Person.SignUp(Shared.Server), await Person.SignUp(Shared.Server));
        workspace = await owner.CreateWorkspace();
        await member.JoinWorkspace(workspace);
    }

    [Test]
    public async Task Sync_GivesWhatIsMissing_OfEachChannelThatTheCallerMayRead()
    {
        var (read, current, hidden) = (
            await owner.CreateChannel(workspace), await owner.CreateChannel(workspace, "current"), await owner.CreateChannel(workspace, "hidden", "private"));
        var sent = await owner.Send(read, "one");
        await owner.Send(read, "two");
        await using var hub = await member.Connect();

        var synced = await hub.Sync(new() { [read.Id] = sent.Seq - 1, [current.Id] = 1, [hidden.Id] = 0, [TimeProvider.System.NewId()] = 0 });

        Assert.That(synced.Keys, Is.EquivalentTo(new[] { read.Id, current.Id }));
        Assert.Multiple(() =>
        {
            Assert.That(synced[read.Id].Events.Select(e => (e.Seq, e.Type)), Is.EqualTo(new[] { (2L, "message:received"), (3L, "message:received") }));
            Assert.That((synced[read.Id].LastSeq, synced[read.Id].More, synced[read.Id].Reload), Is.EqualTo((3L, false, false)));
            Assert.That((synced[current.Id].Events.Count, synced[current.Id].LastSeq), Is.EqualTo((0, 1L)));
        });
    }

    [Test]
    public async Task Sync_OfALongAbsence_ComesInPages_OrSaysReload()
    {
        var (whole, tooLong) = (await owner.CreateChannel(workspace, "long"), await owner.CreateChannel(workspace, "too-long"));
        await AddMessages(whole, 10_000);
        await AddMessages(tooLong, 10_001);
        await using var hub = await owner.Connect();

        var synced = await hub.Sync(new() { [whole.Id] = 1, [tooLong.Id] = 1 });
        var (paged, reload) = (synced[whole.Id], synced[tooLong.Id]);
        Assert.That((paged.Events.Count, paged.Events[^1].Seq, paged.More, paged.Reload), Is.EqualTo((200, 201L, true, false)));
        Assert.That((reload.Events.Count, reload.LastSeq, reload.Reload), Is.EqualTo((0, 10_002L, true)));
        Assert.That((await hub.Sync(new() { [whole.Id] = 20_000 }))[whole.Id].Reload, Is.True, "a client that knows more than the log knows something else");
    }

    [Test]
    public async Task Sync_OfManyChannels_IsOneBoundedAnswer()
    {
        List<Guid> channels = [];
        for (var i = 0; i < 7; i++)
        {
            var channel = await owner.CreateChannel(workspace, $"channel {i}");
            await AddMessages(channel, 200);
            channels.Add(channel.Id);
        }
        await using var hub = await owner.Connect();
        var synced = await hub.Sync(channels.ToDictionary(id => id, _ => 1L));
        Assert.That(synced.Values.Sum(c => c.Events.Count), Is.EqualTo(1000));
        Assert.That(synced.Values.Select(c => c.Events.Count < 200 == c.More), Is.All.True, "what is not given is said to be there");
        new Func<Task>(() => hub.InvokeAsync("sync", new { })).IsRefused("INVALID_REQUEST");
        new Func<Task>(() => hub.Sync(Enumerable.Range(0, 1001).ToDictionary(_ => TimeProvider.System.NewId(), _ => 0L))).IsRefused("INVALID_REQUEST");
    }

    [Test]
    public async Task Head_OfAChannelThatMovedUnseen_IsTold()
    {
        var channel = await owner.CreateChannel(workspace);
        await using var hub = await owner.Connect();
        var (heads, messages) = (new Pushes(hub, "channel:head"), new Pushes(hub, EventTypes.MessageReceived));
        Assert.That(LastSeq(await heads.Next()), Is.EqualTo(1), "once when the server sees that it is followed");
        // As after a crash between commit and push: in the log, and nobody was told.
        await AddMessages(channel, 3);

        var head = await heads.Next();
        Assert.That((head.GetProperty("channel_id").GetGuid(), LastSeq(head)), Is.EqualTo((channel.Id, 4L)));
        Assert.That(messages.Rest(), Is.Empty, "no push but the head");
        Assert.That((await hub.Sync(new() { [channel.Id] = 1 }))[channel.Id].Events.Select(e => e.Seq), Is.EqualTo(new[] { 2L, 3L, 4L }));
    }

    private static long LastSeq(JsonElement head) => head.GetProperty("last_seq").GetInt64();

    private Task AddMessages(ChannelDto channel, int count) => Shared.Server.Database.Execute($"""
        INSERT INTO messages (id, channel_id, seq, user_id, content, created_at)
        SELECT gen_random_uuid(), '{channel.Id}', c.last_seq + n, '{owner.User.Id}', 'm' || n, now()
        FROM channels c, generate_series(1, {count}) n WHERE c.id = '{channel.Id}';
        UPDATE channels SET last_seq = last_seq + {count} WHERE id = '{channel.Id}';
        """);
}

internal static class SyncCalls
{
    public static async Task<IReadOnlyDictionary<Guid, ChannelSyncDto>> Sync(this HubConnection hub, Dictionary<Guid, long> seen) =>
        (await hub.InvokeAsync<SyncDto>("sync", new { channels = seen })).Channels;
}
