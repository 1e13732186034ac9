using System.Text.Json;
using ChatFlow.Application.Channels;

namespace ChatFlow.WebApi.Tests.Messages;

public class TimelineTests
{
    private Person owner = null!;
    private ChannelDto channel = null!;

    [SetUp]
    public async Task TenMessages()
    {
        // Seq 1 is the channel's creation, so these are 2 to 11.
        owner = await Person.SignUp(Shared.Server);
        channel = await owner.CreateChannel(await owner.CreateWorkspace());
        for (var i = 2; i <= 11; i++)
            await owner.Send(channel, $"message {i}");
    }

    [TestCase("limit=4", "11 10 9 8", 8, null)]
    [TestCase("limit=4&before=8", "7 6 5 4", 4, 7)]
    [TestCase("limit=4&before=4", "3 2", null, 3)]
    [TestCase("limit=4&after=4", "8 7 6 5", 5, 8)]
    [TestCase("limit=4&after=8", "11 10 9", 9, null)]
    [TestCase("limit=4&around=6", "7 6 5 4", 4, 7)]
    [TestCase("limit=5&around=6", "8 7 6 5 4", 4, 8)]
    [TestCase("limit=4&around=999", "11 10", 10, null)]
    [TestCase("limit=4&page=1", "11 10 9 8", 8, null)]
    [TestCase("limit=4&page=3", "3 2", null, 3)]
    [TestCase("limit=4&page=4", "", null, null)]
    [TestCase("limit=4&after=11", "", null, null)]
    [TestCase("", "11 10 9 8 7 6 5 4 3 2", null, null)]
    public async Task Page_IsNewestFirst_WithCursorsToItsNeighbours(string query, string seqs, int? next, int? prev)
    {
        using var document = JsonDocument.Parse(await owner.Http.GetStringAsync($"/api/channels/{channel.Id}/messages?{query}"));
        var pagination = document.RootElement.GetProperty("meta").GetProperty("pagination");
        Assert.Multiple(() =>
        {
            Assert.That(
                string.Join(' ', document.RootElement.GetProperty("data").EnumerateArray().Select(m => m.GetProperty("seq").GetInt64())),
                Is.EqualTo(seqs));
            Assert.That(Cursor("next_cursor"), Is.EqualTo(next));
            Assert.That(Cursor("prev_cursor"), Is.EqualTo(prev));
            Assert.That(pagination.GetProperty("total").GetInt64(), Is.EqualTo(10));
        });

        long? Cursor(string name) => pagination.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : null;
    }

    [TestCase("limit=0")]
    [TestCase("limit=101")]
    [TestCase("limit=many")]
    [TestCase("before=-1")]
    [TestCase("before=5&after=3")]
    [TestCase("page=0")]
    [TestCase("after=99999999999999999999")]
    public Task Page_OutOfRange_IsRefused(string query) =>
        owner.Http.GetAsync($"/api/channels/{channel.Id}/messages?{query}").IsRefused(400, "INVALID_REQUEST");

    [Test]
    public async Task Feed_HasEverythingInOrderWithoutGaps_InPages()
    {
        List<ChannelEventDto> events = [];
        ChannelEventsDto page;
        do
        {
            page = await owner.Http.Get<ChannelEventsDto>($"/api/channels/{channel.Id}/events?limit=4&after={events.LastOrDefault()?.Seq ?? 0}");
            Assert.That(page.Events, Has.Count.InRange(1, 4));
            events.AddRange(page.Events);
        }
        while (page.More);

        Assert.Multiple(() =>
        {
            Assert.That(events.Select(e => e.Seq), Is.EqualTo(Enumerable.Range(1, 11)));
            Assert.That(page.LastSeq, Is.EqualTo(11));
            Assert.That(events[0].Type, Is.EqualTo(EventTypes.ChannelCreated));
            Assert.That(events.Skip(1).Select(e => e.Type), Has.All.EqualTo(EventTypes.MessageReceived));
            Assert.That(((JsonElement)events[5].Payload).GetProperty("content").GetString(), Is.EqualTo("message 6"));
        });
    }

    [TestCase("limit=0")]
    [TestCase("limit=501")]
    [TestCase("after=-1")]
    [TestCase("after=x")]
    public Task Feed_OutOfRange_IsRefused(string query) =>
        owner.Http.GetAsync($"/api/channels/{channel.Id}/events?{query}").IsRefused(400, "INVALID_REQUEST");
}
