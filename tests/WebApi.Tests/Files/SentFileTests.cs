using System.Net.Http.Json;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Files;
using ChatFlow.Application.Messages;
using ChatFlow.Application.Notifications;
using ChatFlow.Domain;
using ChatFlow.WebApi.Tests.Workspaces;
using ChatFlow.WebApi.Wire;
using Microsoft.AspNetCore.SignalR.Client;
using SkiaSharp;

namespace ChatFlow.WebApi.Tests.Files;

/// <summary>Files that are sent with messages.</summary>
public class SentFileTests
{
    private Team team = null!;
    private ChannelDto channel = null!;

    [SetUp]
    public async Task Channel()
    {
        team = await Team.Create();
        channel = await team.Owner.CreateChannel(team.Workspace);
        await team.Member.JoinChannel(channel);
    }

    [Test]
    public async Task Files_AreInTheMessage_WhereverItIsGiven()
    {
        await using var hub = await team.Owner.Connect();
        var pushes = new Pushes(hub, EventTypes.MessageReceived);
        var root = await team.Owner.Send(channel, "root");
        FileDto[] files = [await team.Member.Upload(channel, Pictures.Of(SKEncodedImageFormat.Png, 40, 30), "b.png"), await team.Member.Upload(channel, [1, 2], "a.bin")];

        var sent = await team.Member.SendWith(channel, files);
        var reply = await team.Member.Http.Post<MessageDto>(
            $"/api/channels/{channel.Id}/messages", new { thread_id = root.Id, content = "see", file_ids = new[] { (await team.Member.Upload(channel, [3])).Id } });

        var expected = files.Select(file => file with { MessageId = sent.Id }).ToArray();
        await team.Owner.Put<MessageDto>($"/api/messages/{sent.Id}/pin", new { });
        await team.Member.Put<MessageDto>($"/api/messages/{sent.Id}", new { content = "with words" });
        var feed = (await team.Owner.Http.Get<ChannelEventsDto>($"/api/channels/{channel.Id}/events")).Events;
        var synced = await hub.InvokeAsync<System.Text.Json.JsonElement>("sync", new { channels = new Dictionary<Guid, long> { [channel.Id] = 0 } });
        await pushes.Next();
        var pushed = await pushes.Next();
        Assert.Multiple(async () =>
        {
            Assert.That(sent.Files, Is.EqualTo(expected), "in the order given");
            Assert.That(sent.Content, Is.Empty);
            Assert.That(Files(pushed), Is.EqualTo(expected));
            Assert.That((await team.Owner.Http.Page<MessageDto>($"/api/channels/{channel.Id}/messages")).Data.Select(m => m.Files), Is.EqualTo(new[] { expected, [] }));
            Assert.That((await team.Owner.Http.Page<MessageDto>($"/api/channels/{channel.Id}/messages?around={sent.Seq}")).Data[0].Files, Is.EqualTo(expected));
            Assert.That((await team.Owner.Http.Get<MessageDto>($"/api/messages/{sent.Id}")).Files, Is.EqualTo(expected));
            Assert.That((await team.Owner.Http.Page<MessageDto>($"/api/channels/{channel.Id}/pins")).Data.Single().Files, Is.EqualTo(expected));
            Assert.That((await team.Owner.Http.Page<MessageDto>($"/api/messages/{root.Id}/thread")).Data.Single().Files, Is.EqualTo(reply.Files).And.Count.EqualTo(1));
            foreach (var type in new[] { EventTypes.MessageEdited, EventTypes.MessagePinned })
                Assert.That(Files((System.Text.Json.JsonElement)feed.Single(e => e.Type == type).Payload), Is.EqualTo(expected), type);
            Assert.That(Files(synced.GetProperty("channels").GetProperty($"{channel.Id}").GetProperty("events").EnumerateArray()
                .Single(e => e.GetProperty("seq").GetInt64() == sent.Seq).GetProperty("payload")), Is.EqualTo(expected));
            Assert.That((await team.Owner.Http.Page<NotificationDto>("/api/notifications")).Data.Single().Message!.Files, Is.EqualTo(reply.Files), "of the reply");
        });
    }

    [Test]
    public async Task Hub_SendsFilesToo_AndToDirectConversations()
    {
        var dm = await team.Member.Http.Post<ChannelDto>("/api/dms", new { workspace_id = team.Workspace.Id, user_ids = new[] { team.Owner.User.Id } });
        var file = await team.Member.Upload(dm, [1]);
        await using var hub = await team.Member.Connect();
        var sent = await hub.InvokeAsync<MessageDto>("message:send", new { channel_id = dm.Id, file_ids = new[] { file.Id } });
        Assert.That(sent.Files, Is.EqualTo(new[] { file with { MessageId = sent.Id } }));
        Assert.That((int)(await team.Owner.Http.GetAsync(file.Url)).StatusCode, Is.EqualTo(200));
        await team.Admin.Http.GetAsync(file.Url).IsRefused(404, "NOT_FOUND");
    }

    [Test]
    public async Task File_ThatIsNotTheSendersToSendHere_IsRefused_AndNothingIsWritten()
    {
        var other = await team.Owner.CreateChannel(team.Workspace, "elsewhere");
        await team.Member.JoinChannel(other);
        var mine = await team.Member.Upload(channel, [1]);
        var sent = await team.Member.Upload(channel, [1]);
        await team.Member.SendWith(channel, sent);
        foreach (var (what, ids) in new (string, object[])[]
        {
            ("somebody else's", [(await team.Owner.Upload(channel, [1])).Id]),
            ("of another channel", [(await team.Member.Upload(other, [1])).Id]),
            ("an avatar", [(await team.Member.Upload(null, Pictures.Gif)).Id]),
            ("sent already", [sent.Id]),
            ("of nothing", [TimeProvider.System.NewId()]),
            ("no id", ["x"]),
            ("twice the same", [mine.Id, mine.Id]),
            ("one good and one bad", [mine.Id, sent.Id]),
        })
        {
            var response = await Send(new { content = what, file_ids = ids });
            Assert.That((int)response.StatusCode, Is.EqualTo(422), what);
        }
        Assert.That((await team.Owner.Http.Get<ChannelDto>($"/api/channels/{channel.Id}")).LastSeq, Is.EqualTo(3), "created, joined, one message");
        Assert.That((await team.Member.SendWith(channel, mine)).Files, Has.Count.EqualTo(1), "and it can still be sent");
    }

    [Test]
    public async Task Message_MayBeEmptyWithFiles_AndHasAtMostTen()
    {
        var files = await Task.WhenAll(Enumerable.Range(0, 11).Select(_ => team.Member.Upload(channel, [1])));
        await Send(new { content = "", file_ids = Array.Empty<Guid>() }).IsRefused(400, "INVALID_REQUEST");
        var refusal = await (await Send(new { content = "", file_ids = files.Select(f => f.Id) })).Error();
        Assert.That(refusal.Details.Select(d => (d.Field, d.Constraint)), Is.EqualTo(new[] { ("file_ids", "max_items") }));
        Assert.That((await team.Member.SendWith(channel, files[..10])).Files.Select(f => f.Id), Is.EqualTo(files[..10].Select(f => f.Id)));
    }

    [Test]
    public async Task Send_ThatIsRepeated_AnswersTheFirstMessageWithItsFiles()
    {
        var file = await team.Member.Upload(channel, [1]);
        var body = new { file_ids = new[] { file.Id }, client_message_id = TimeProvider.System.NewId() };
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Send(body)));
        Assert.That(answers.Select(a => (int)a.StatusCode).Order(), Is.EqualTo(new[] { 200, 200, 200, 200, 201 }));
        foreach (var answer in answers)
            Assert.That((await answer.Data<MessageDto>()).Files.Single().Id, Is.EqualTo(file.Id));
    }

    [Test]
    public async Task File_ThatIsSentTenTimesAtOnce_IsInOneMessage()
    {
        var file = await team.Member.Upload(channel, [1]);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Send(new { file_ids = new[] { file.Id } })));
        Assert.That(answers.Count(a => (int)a.StatusCode == 201), Is.EqualTo(1));
        Assert.That(answers.Count(a => (int)a.StatusCode == 422), Is.EqualTo(9));
    }

    [Test]
    public async Task DeletedMessage_HasNoFiles_AndNobodyLoadsThem()
    {
        var file = await team.Member.Upload(channel, Pictures.Gif);
        var sent = await team.Member.SendWith(channel, "words", file);
        await team.Member.Http.DeleteAsync($"/api/messages/{sent.Id}");
        Assert.That((await team.Owner.Http.Get<MessageDto>($"/api/messages/{sent.Id}")).Files, Is.Empty);
        foreach (var who in new[] { team.Member, team.Owner })
        {
            await who.Http.GetAsync(file.Url).IsRefused(404, "NOT_FOUND");
            await who.Http.GetAsync(file.ThumbnailUrl).IsRefused(404, "NOT_FOUND");
        }
    }

    private Task<HttpResponseMessage> Send(object body) => team.Member.Http.PostAsJsonAsync($"/api/channels/{channel.Id}/messages", body);

    private static List<FileDto> Files(System.Text.Json.JsonElement message) =>
        System.Text.Json.JsonSerializer.Deserialize<List<FileDto>>(message.GetProperty("files"), WireJson.Options)!;
}
