using System.Net.Http.Json;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Messages;
using ChatFlow.Domain;

namespace ChatFlow.WebApi.Tests.Messages;

public class SendingTests
{
    private static ChatServer Server => Shared.Server;

    [Test]
    public async Task Send_OfTheSameClientMessageId_50TimesAtOnceOverBothTransports_IsOneRowOneSeqAndOneEvent()
    {
        var (owner, channel) = await OwnerWithChannel();
        await using var hub = await owner.Connect();
        var pushes = new Pushes(hub, EventTypes.MessageReceived);
        var clientMessageId = TimeProvider.System.NewId().ToString();

        var sent = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => i % 2 == 0
            ? owner.Send(channel, $"try {i}", clientMessageId)
            : hub.Send(channel, $"try {i}", clientMessageId)));

        var (message, after) = (sent[0], await owner.Send(channel, "after"));
        Assert.Multiple(async () =>
        {
            Assert.That(sent.Select(m => (m.Id, m.Seq, m.Content)).Distinct().Count(), Is.EqualTo(1));
            Assert.That(await Server.Database.Scalar<long>($"SELECT count(*) FROM messages WHERE client_message_id = '{clientMessageId}'"), Is.EqualTo(1));
            Assert.That(after.Seq, Is.EqualTo(message.Seq + 1), "one seq was spent");
            // The push of the next message comes after all pushes that the 50 could have caused.
            var pushed = (await pushes.Next(2)).Concat(pushes.Rest()).Select(p => p.GetProperty("id").GetGuid());
            Assert.That(pushed, Is.EqualTo(new[] { message.Id, after.Id }));
        });
    }

    [Test]
    public async Task Send_200TimesAtOnce_Gives200ConsecutiveSeqs_AndPushesThemInOrder()
    {
        var (owner, channel) = await OwnerWithChannel();
        await using var hub = await owner.Connect();
        var pushes = new Pushes(hub, EventTypes.MessageReceived);

        var sent = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => owner.Send(channel, $"message {i}")));

        var seqs = Enumerable.Range((int)channel.LastSeq + 1, 200).Select(seq => (long)seq).ToList();
        Assert.That(sent.Select(m => m.Seq).Order(), Is.EqualTo(seqs));
        Assert.That((await pushes.Next(200)).Select(p => p.GetProperty("event_seq").GetInt64()), Is.EqualTo(seqs));
    }

    [TestCase("a < b && c > d \"quoted\" 'single' \\ /")]
    [TestCase("  leading and trailing  \r\n\ttabs\n")]
    [TestCase("שלום مرحبا 漢字 🏳️‍🌈 👨‍👩‍👧‍👦 e\u0301 \u202Ertl\u200B")]
    [TestCase("<script>alert(1)</script> **bold** `code`")]
    public async Task Content_ComesBackByteForByte(string content)
    {
        var (owner, channel) = await OwnerWithChannel();
        await using var hub = await owner.Connect();
        var pushes = new Pushes(hub, EventTypes.MessageReceived);

        var message = await hub.Send(channel, content);

        var stored = (await owner.Http.Get<IReadOnlyList<MessageDto>>($"/api/channels/{channel.Id}/messages"))[0];
        Assert.Multiple(async () =>
        {
            Assert.That(message.Content, Is.EqualTo(content));
            Assert.That(stored.Content, Is.EqualTo(content));
            Assert.That((await pushes.Next()).GetProperty("content").GetString(), Is.EqualTo(content));
            Assert.That(stored.CreatedAt, Is.EqualTo(message.CreatedAt), "the same time wherever it is read");
        });
    }

    [Test]
    public async Task Send_Again_AnswersTheFirstMessage_With200()
    {
        var (owner, channel) = await OwnerWithChannel();
        var body = new { content = "first", client_message_id = TimeProvider.System.NewId().ToString() };
        var first = await owner.Http.PostAsJsonAsync($"/api/channels/{channel.Id}/messages", body);
        var again = await owner.Http.PostAsJsonAsync($"/api/channels/{channel.Id}/messages", body with { content = "changed" });
        Assert.That((int)first.StatusCode, Is.EqualTo(201));
        Assert.That((int)again.StatusCode, Is.EqualTo(200));
        Assert.That((await again.Data<MessageDto>()).Content, Is.EqualTo("first"));
    }

    [Test]
    public async Task ClientMessageId_IsTheSendersOwn()
    {
        var (owner, channel) = await OwnerWithChannel();
        var member = await Person.SignUp(Server);
        await member.JoinWorkspace(await owner.Http.Get<Application.Workspaces.WorkspaceDto>($"/api/workspaces/{channel.WorkspaceId}"));
        await member.JoinChannel(channel);
        var id = TimeProvider.System.NewId().ToString();
        Assert.That((await member.Send(channel, "mine", id)).Id, Is.Not.EqualTo((await owner.Send(channel, "mine", id)).Id));
    }

    [Test]
    public async Task Reply_IsInItsThread_AndNotInTheTimeline()
    {
        var (owner, channel) = await OwnerWithChannel();
        var root = await owner.Send(channel, "root");
        var reply = await owner.Send(channel, "reply", threadId: root.Id);
        var timeline = await owner.Http.Get<IReadOnlyList<MessageDto>>($"/api/channels/{channel.Id}/messages");
        Assert.Multiple(() =>
        {
            Assert.That(timeline.Select(m => m.Id), Is.EqualTo(new[] { root.Id }));
            Assert.That(timeline[0].ReplyCount, Is.EqualTo(1));
            Assert.That(timeline[0].LastReplyAt, Is.EqualTo(reply.CreatedAt));
        });
        await owner.Http.PostAsJsonAsync($"/api/channels/{channel.Id}/messages", new { content = "x", thread_id = reply.Id })
            .IsRefused(422, "UNPROCESSABLE");
    }

    private static async Task<(Person Owner, ChannelDto Channel)> OwnerWithChannel()
    {
        var owner = await Person.SignUp(Server);
        return (owner, await owner.CreateChannel(await owner.CreateWorkspace()));
    }
}
