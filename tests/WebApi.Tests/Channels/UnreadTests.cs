using System.Net.Http.Json;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Notifications;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatFlow.WebApi.Tests.Channels;

public class UnreadTests
{
    private Person owner = null!;
    private Person milo = null!;
    private ChannelDto channel = null!;

    [SetUp]
    public async Task People()
    {
        (owner, milo) = (await Person.SignUp(Shared.Server), await Person.SignUp(Shared.Server));
        var workspace = await owner.CreateWorkspace();
        channel = await owner.CreateChannel(workspace);
        await milo.JoinWorkspace(workspace);
        await milo.JoinChannel(channel);
    }

    [Test]
    public async Task Counts_AreOfOthersMessages_ThatStand_AfterTheMarker()
    {
        var root = await owner.Send(channel, "one");
        await owner.Send(channel, $"two @{milo.User.Username}");
        var gone = await owner.Send(channel, $"three @{milo.User.Username}");
        await owner.Send(channel, $"a reply @{milo.User.Username}", threadId: root.Id);
        Assert.That(await Counts(), Is.EqualTo((3L, 3L)), "a reply is no timeline message, but it mentions");
        await owner.Http.DeleteAsync($"/api/messages/{gone.Id}");
        Assert.That(await Counts(), Is.EqualTo((2L, 2L)));
        await milo.Send(channel, $"my own @{milo.User.Username}");
        Assert.That(await Counts(), Is.EqualTo((0L, 0L)), "sending reads what was before, and one's own are read");
    }

    [Test]
    public async Task Marker_MovesForwardOnly_AndFollowsToOtherDevices()
    {
        var sent = new[] { await owner.Send(channel, "one"), await owner.Send(channel, $"two @{milo.User.Username}"), await owner.Send(channel, "three") };
        await using var device = await milo.Connect();
        var read = new Pushes(device, EventTypes.ChannelRead);

        Assert.That(await MarkRead(sent[1].Seq), Is.EqualTo(new ReadMarkerDto(channel.Id, sent[1].Seq, 1, 0)));
        Assert.That(await MarkRead(sent[0].Seq), Is.EqualTo(new ReadMarkerDto(channel.Id, sent[1].Seq, 1, 0)), "never backwards");
        var byHub = await device.InvokeAsync<ReadMarkerDto>("channel:read", new { channel_id = channel.Id, seq = 1_000_000 });
        Assert.That(byHub, Is.EqualTo(new ReadMarkerDto(channel.Id, sent[2].Seq, 0, 0)), "never beyond the head");

        var pushes = await read.Next(2);
        Assert.That(pushes.Select(p => (p.GetProperty("seq").GetInt64(), p.GetProperty("unread_count").GetInt64())), Is.EqualTo(new[] { (sent[1].Seq, 1L), (sent[2].Seq, 0L) }));
        Assert.That(read.Rest(), Is.Empty);
        Assert.That((await milo.Http.Page<NotificationDto>("/api/notifications?unread_only=true")).Data, Is.Empty, "read with its message");
        await milo.Http.PostAsJsonAsync($"/api/channels/{channel.Id}/read", new { }).IsRefused(400, "INVALID_REQUEST");
        await milo.Http.PostAsJsonAsync($"/api/channels/{channel.Id}/read", new { seq = -1 }).IsRefused(400, "INVALID_REQUEST");
    }

    [Test]
    public async Task Counts_AreExact_WhileManySendReadAndDelete()
    {
        var sent = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => owner.Send(channel, $"m{i} @{milo.User.Username}")));
        await Task.WhenAll(
            Task.WhenAll(sent.Take(10).Select(m => owner.Http.DeleteAsync($"/api/messages/{m.Id}"))),
            Task.WhenAll(sent.Select(m => m.Seq).Where(seq => seq <= 15).Select(MarkRead)),
            Task.WhenAll(Enumerable.Range(0, 10).Select(i => owner.Send(channel, $"n{i}"))));

        var seen = await milo.Http.Get<ChannelDto>($"/api/channels/{channel.Id}");
        var marker = seen.Membership!.LastReadSeq;
        var gone = sent.Take(10).Select(m => m.Id).ToHashSet();
        var left = sent.Count(m => m.Seq > marker && !gone.Contains(m.Id));
        Assert.That((seen.UnreadCount, seen.MentionCount), Is.EqualTo((left + 10L, (long)left)));
        Assert.That(marker, Is.EqualTo(sent.Select(m => m.Seq).Where(seq => seq <= 15).Max()));
    }

    [TestCase("all", new[] { "reaction", "reply", "mention" })]
    [TestCase("mentions", new[] { "mention" })]
    [TestCase("none", new string[0])]
    [TestCase("muted", new string[0])]
    public async Task Preference_DecidesWhatAMemberIsToldOf(string notify, string[] types)
    {
        Assert.That((await milo.Put<ChannelDto>($"/api/channels/{channel.Id}/notify", new { notify })).Membership!.Notify, Is.EqualTo(notify));
        var mine = await milo.Send(channel, "mine");
        await owner.Send(channel, $"@{milo.User.Username}");
        await owner.Send(channel, "re", threadId: mine.Id);
        await owner.Http.PostAsJsonAsync($"/api/messages/{mine.Id}/reactions", new { emoji = "👍" });
        Assert.That((await milo.Http.Page<NotificationDto>("/api/notifications")).Data.Select(n => n.Type), Is.EqualTo(types));
        await milo.Http.PutAsJsonAsync($"/api/channels/{channel.Id}/notify", new { notify = "sometimes" }).IsRefused(400, "INVALID_REQUEST");
    }

    private async Task<(long Unread, long Mentions)> Counts()
    {
        var seen = (await milo.Http.Get<IReadOnlyList<ChannelDto>>($"/api/channels?workspace_id={channel.WorkspaceId}")).Single();
        return (seen.UnreadCount, seen.MentionCount);
    }

    private Task<ReadMarkerDto> MarkRead(long seq) => milo.Http.Post<ReadMarkerDto>($"/api/channels/{channel.Id}/read", new { seq });
}
