using System.Net.Http.Json;
using System.Text.Json;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Messages;
using ChatFlow.Domain.Workspaces;
using ChatFlow.Tests.Postgres;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Time.Testing;

namespace ChatFlow.WebApi.Tests.Messages;

public class ChangingTests
{
    private Person author = null!;
    private Person other = null!;
    private Person moderator = null!;
    private ChannelDto channel = null!;

    [SetUp]
    public async Task People()
    {
        (author, other, moderator) = (
            await Person.SignUp(Shared.Server), await Person.SignUp(Shared.Server), await Person.SignUp(Shared.Server));
        var owner = await Person.SignUp(Shared.Server);
        var workspace = await owner.CreateWorkspace();
        channel = await owner.CreateChannel(workspace);
        foreach (var person in new[] { author, other, moderator })
        {
            await person.JoinWorkspace(workspace, person == moderator ? WorkspaceRole.Moderator : WorkspaceRole.Member);
            await person.JoinChannel(channel);
        }
    }

    [Test]
    public async Task Edit_ByItsAuthor_ChangesTheMessage_KeepsItsHistory_AndTellsEverybody()
    {
        await using var hub = await other.Connect();
        var edits = new Pushes(hub, EventTypes.MessageEdited);
        var message = await author.Send(channel, "frist");

        var edited = await author.Put<MessageDto>($"/api/messages/{message.Id}", new { content = "first" });
        await author.Put<MessageDto>($"/api/messages/{message.Id}", new { content = "first" });
        await using var mine = await author.Connect();
        var again = await mine.InvokeAsync<MessageDto>("message:edit", new { message_id = message.Id, content = "a < b && c" });

        var pushes = await edits.Next(2);
        var history = await author.Http.Get<IReadOnlyList<EarlierContent>>($"/api/messages/{message.Id}/history");
        Assert.Multiple(() =>
        {
            Assert.That((edited.Content, edited.Seq), Is.EqualTo(("first", message.Seq)));
            Assert.That(edited.EditedAt, Is.Not.Null);
            Assert.That(again.Content, Is.EqualTo("a < b && c"));
            Assert.That(pushes.Select(p => p.GetProperty("event_seq").GetInt64()), Is.EqualTo(new[] { message.Seq + 1, message.Seq + 2 }), "the repeat took no seq");
            Assert.That(pushes[1].GetProperty("content").GetString(), Is.EqualTo("a < b && c"));
            Assert.That(history.Select(h => h.Content), Is.EqualTo(new[] { "frist", "first" }));
        });
        await other.Http.GetAsync($"/api/messages/{message.Id}/history").IsRefused(403, "FORBIDDEN");
        Assert.That(await moderator.Http.Get<IReadOnlyList<EarlierContent>>($"/api/messages/{message.Id}/history"), Has.Count.EqualTo(2));
        await other.Http.PutAsJsonAsync($"/api/messages/{message.Id}", new { content = "mine" }).IsRefused(403, "FORBIDDEN");
        await moderator.Http.PutAsJsonAsync($"/api/messages/{message.Id}", new { content = "mine" }).IsRefused(403, "FORBIDDEN");
        await author.Http.PutAsJsonAsync($"/api/messages/{message.Id}", new { content = " " }).IsRefused(400, "INVALID_REQUEST");
    }

    [TestCase(59 * 60 + 59, 200)]
    [TestCase(60 * 60 + 1, 422)]
    public async Task Edit_IsPossibleForOneHour(int seconds, int status)
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var database = await TestDatabase.Create();
        await using var server = new ChatServer(database, clock);
        var person = await Person.SignUp(server);
        var message = await person.Send(await person.CreateChannel(await person.CreateWorkspace()), "frist");
        clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.That((int)(await person.Http.PutAsJsonAsync($"/api/messages/{message.Id}", new { content = "first" })).StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task Deletion_LeavesThePlace_AndNothingOfTheText()
    {
        await using var hub = await other.Connect();
        var deletions = new Pushes(hub, EventTypes.MessageDeleted);
        var message = await author.Send(channel, "the secret word");
        await author.Put<MessageDto>($"/api/messages/{message.Id}", new { content = "the secret word is out" });
        await React(other, message, "👍");
        await Pin(other, message);

        await other.Http.DeleteAsync($"/api/messages/{message.Id}").IsRefused(403, "FORBIDDEN");
        Assert.That((int)(await author.Http.DeleteAsync($"/api/messages/{message.Id}")).StatusCode, Is.EqualTo(200));
        Assert.That((int)(await author.Http.DeleteAsync($"/api/messages/{message.Id}")).StatusCode, Is.EqualTo(200), "it is so already");

        var push = await deletions.Next();
        var feed = await other.Http.GetStringAsync($"/api/channels/{channel.Id}/events");
        var gone = await other.Http.Get<MessageDto>($"/api/messages/{message.Id}");
        Assert.Multiple(() =>
        {
            Assert.That(push.EnumerateObject().Select(p => p.Name), Is.EquivalentTo(new[] { "message_id", "channel_id", "event_seq" }));
            Assert.That((gone.Content, gone.Seq, gone.Reactions.Count, gone.Pinned), Is.EqualTo(("", message.Seq, 0, (PinDto?)null)));
            Assert.That(gone.DeletedAt, Is.Not.Null);
            Assert.That(feed, Does.Contain("message:deleted").And.Not.Contain("secret"));
        });
        Assert.That(await author.Http.Get<IReadOnlyList<EarlierContent>>($"/api/messages/{message.Id}/history"), Is.Empty);
        Assert.That(await other.Http.Get<IReadOnlyList<MessageDto>>($"/api/channels/{channel.Id}/pins"), Is.Empty);
        Assert.That(deletions.Rest(), Is.Empty);
        await author.Http.PutAsJsonAsync($"/api/messages/{message.Id}", new { content = "back" }).IsRefused(422, "UNPROCESSABLE");
        await other.Http.PostAsJsonAsync($"/api/messages/{message.Id}/reactions", new { emoji = "👍" }).IsRefused(422, "UNPROCESSABLE");
        await other.Http.PutAsync($"/api/messages/{message.Id}/pin", null).IsRefused(422, "UNPROCESSABLE");
        await other.Http.PostAsJsonAsync($"/api/channels/{channel.Id}/messages", new { content = "re", thread_id = message.Id }).IsRefused(422, "UNPROCESSABLE");
    }

    [Test]
    public async Task Deletion_OfAnyMessage_IsForModerators_AndTakesARepliesCountBack()
    {
        var root = await author.Send(channel, "root");
        var replies = new[] { await other.Send(channel, "one", threadId: root.Id), await other.Send(channel, "two", threadId: root.Id) };
        Assert.That((int)(await moderator.Http.DeleteAsync($"/api/messages/{replies[1].Id}")).StatusCode, Is.EqualTo(200));
        var after = await author.Http.Get<MessageDto>($"/api/messages/{root.Id}");
        Assert.That((after.ReplyCount, after.LastReplyAt), Is.EqualTo((1, (DateTimeOffset?)replies[0].CreatedAt)));
        var thread = await author.Http.Get<IReadOnlyList<MessageDto>>($"/api/messages/{root.Id}/thread");
        Assert.That(thread.Select(m => m.Content), Is.EqualTo(new[] { "one", "" }), "oldest first, and the deleted one keeps its place");
        Assert.That((await author.Http.Page<MessageDto>($"/api/messages/{root.Id}/thread?limit=1")).Meta.Pagination!.NextCursor, Is.Not.Null);
    }

    [Test]
    public async Task Reactions_AreIdempotent_CountedByKind_AndInTheLog()
    {
        await using var hub = await author.Connect();
        var (added, removed) = (new Pushes(hub, EventTypes.ReactionAdded), new Pushes(hub, EventTypes.ReactionRemoved));
        var message = await author.Send(channel, "hi");

        Assert.That(await React(other, message, "❤️"), Is.EqualTo(201));
        Assert.That(await React(other, message, "❤"), Is.EqualTo(200), "the same heart");
        Assert.That(await React(author, message, "❤️"), Is.EqualTo(201));
        Assert.That(await React(author, message, "👍"), Is.EqualTo(201));
        var seen = (await other.Http.Get<MessageDto>($"/api/messages/{message.Id}")).Reactions;
        Assert.That((int)(await author.Http.DeleteAsync($"/api/messages/{message.Id}/reactions/{Uri.EscapeDataString("❤️")}")).StatusCode, Is.EqualTo(200));
        Assert.That((int)(await author.Http.DeleteAsync($"/api/messages/{message.Id}/reactions/{Uri.EscapeDataString("❤️")}")).StatusCode, Is.EqualTo(200));

        var pushes = await added.Next(3);
        var taken = await removed.Next();
        var feed = await other.Http.Get<ChannelEventsDto>($"/api/channels/{channel.Id}/events?after={message.Seq}");
        Assert.Multiple(() =>
        {
            Assert.That(seen.Select(r => (r.Emoji, r.Count, r.Me)), Is.EqualTo(new[] { ("❤️", 2, true), ("👍", 1, false) }));
            Assert.That(seen[0].UserIds, Is.EqualTo(new[] { other.User.Id, author.User.Id }));
            Assert.That(pushes.Select(p => p.GetProperty("count").GetInt32()), Is.EqualTo(new[] { 1, 2, 1 }));
            Assert.That(taken.GetProperty("count").GetInt32(), Is.EqualTo(1));
            Assert.That(feed.Events.Select(e => e.Type), Is.EqualTo(new[] { "reaction:added", "reaction:added", "reaction:added", "reaction:removed" }));
            Assert.That(feed.Events.Select(e => ((JsonElement)e.Payload).GetProperty("count").GetInt32()), Is.EqualTo(new[] { 1, 1, 1, 1 }), "as it is now");
        });
        foreach (var bad in new[] { "", "ok", "👍👍", "1" })
            await other.Http.PostAsJsonAsync($"/api/messages/{message.Id}/reactions", new { emoji = bad }).IsRefused(400, "INVALID_REQUEST");
    }

    [Test]
    public async Task Reactions_AreOfAtMostFiftyKinds()
    {
        var message = await author.Send(channel, "hi");
        var emoji = Enumerable.Range(0x1F600, 50).Select(char.ConvertFromUtf32).ToList();
        foreach (var one in emoji)
            Assert.That(await React(other, message, one), Is.EqualTo(201));
        await other.Http.PostAsJsonAsync($"/api/messages/{message.Id}/reactions", new { emoji = "👍" }).IsRefused(422, "UNPROCESSABLE");
        Assert.That(await React(author, message, emoji[0]), Is.EqualTo(201), "a kind that is there already");
    }

    [Test]
    public async Task Pins_AreListed_AndInTheLog()
    {
        var (one, two) = (await author.Send(channel, "one"), await author.Send(channel, "two"));
        Assert.That(await Pin(other, one), Is.EqualTo(201));
        Assert.That(await Pin(author, one), Is.EqualTo(200), "it is so already, and stays the first one's pin");
        await Pin(author, two);
        var pins = await other.Http.Get<IReadOnlyList<MessageDto>>($"/api/channels/{channel.Id}/pins");
        Assert.That(pins.Select(p => (p.Content, p.Pinned!.By)), Is.EqualTo(new[] { ("two", author.User.Id), ("one", other.User.Id) }));

        Assert.That((int)(await other.Http.DeleteAsync($"/api/messages/{two.Id}/pin")).StatusCode, Is.EqualTo(200));
        Assert.That(await other.Http.Get<IReadOnlyList<MessageDto>>($"/api/channels/{channel.Id}/pins"), Has.Count.EqualTo(1));
        var feed = await other.Http.Get<ChannelEventsDto>($"/api/channels/{channel.Id}/events?after={two.Seq}");
        Assert.That(feed.Events.Select(e => e.Type), Is.EqualTo(new[] { "message:pinned", "message:pinned", "message:unpinned" }));
    }

    [Test]
    public async Task Changes_AtTheSameTime_LeaveNoGap_AndCountRight()
    {
        var message = await author.Send(channel, "m0");
        var people = new[] { author, other, moderator };
        var calls = Enumerable.Range(0, 15).SelectMany(i => new Func<Task>[]
        {
            async () => await author.Http.PutAsJsonAsync($"/api/messages/{message.Id}", new { content = $"m{i}" }),
            async () => await React(people[i % 3], message, "👍"),
            async () => await people[i % 3].Http.DeleteAsync($"/api/messages/{message.Id}/reactions/{Uri.EscapeDataString("👍")}"),
            async () => await author.Send(channel, $"n{i}"),
        });
        await Task.WhenAll(calls.Select(call => call()));

        var feed = await author.Http.Get<ChannelEventsDto>($"/api/channels/{channel.Id}/events?limit=500");
        Assert.That(feed.Events.Select(e => e.Seq), Is.EqualTo(Enumerable.Range(1, (int)feed.LastSeq).Select(n => (long)n)));
        var after = await author.Http.Get<MessageDto>($"/api/messages/{message.Id}");
        var signs = feed.Events.Sum(e => e.Type == "reaction:added" ? 1 : e.Type == "reaction:removed" ? -1 : 0);
        Assert.That(after.Reactions.Sum(r => r.Count), Is.EqualTo(signs));
        var edits = feed.Events.Count(e => e.Type == "message:edited");
        Assert.That(await author.Http.Get<IReadOnlyList<EarlierContent>>($"/api/messages/{message.Id}/history"), Has.Count.EqualTo(edits));
    }

    private static async Task<int> React(Person by, MessageDto message, string emoji)
    {
        var response = await by.Http.PostAsJsonAsync($"/api/messages/{message.Id}/reactions", new { emoji });
        Assert.That((int)response.StatusCode, Is.AnyOf(200, 201), await response.Content.ReadAsStringAsync());
        return (int)response.StatusCode;
    }

    private static async Task<int> Pin(Person by, MessageDto message) =>
        (int)(await by.Http.PutAsync($"/api/messages/{message.Id}/pin", null)).StatusCode;
}
