using System.Diagnostics;
using ChatFlow.Application.Channels;
using ChatFlow.Infrastructure.Tests.Channels;

namespace ChatFlow.Infrastructure.Tests.Files;

/// <summary>A send is one batch to PostgreSQL, with files and without, and so is a catch-up; Npgsql tells of each thing that it sends.</summary>
public class SentInOneRoundTripTests
{
    private LogFixture fixture = null!;

    [SetUp]
    public async Task CreateDatabase() => fixture = await LogFixture.Create();

    [TearDown]
    public async Task DropDatabase() => await fixture.DisposeAsync();

    [Test]
    public async Task Messages_WithAndWithoutFiles_AreOneBatchEach()
    {
        var channel = await fixture.AddChannel("general");
        var files = new[] { TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow() }.Select(Guid.CreateVersion7).ToArray();
        foreach (var id in files)
            await fixture.Execute($"""
                INSERT INTO files (id, uploaded_by, channel_id, filename, size, type, has_thumbnail, uploaded_at, expires_at)
                VALUES ('{id}', '{fixture.UserId}', '{channel}', 'a', 1, 'text/plain', false, now(), now() + interval '1 day')
                """);
        var log = await fixture.StartNode();
        await log.Append(fixture.Message(channel));

        Assert.That(await Sent(() => log.Append(fixture.Message(channel))), Is.EqualTo((AppendOutcome.Posted, 1)));
        Assert.That(await Sent(() => log.Append(fixture.Message(channel, "", fileIds: files))), Is.EqualTo((AppendOutcome.Posted, 1)));
        Assert.That(await Sent(() => log.Append(fixture.Message(channel, "", fileIds: files))), Is.EqualTo((AppendOutcome.BadFiles, 1)));
        var two = await Sent(async () => (await fixture.Seqs(channel), await fixture.Seqs(channel)));
        Assert.That(two.Batches, Is.EqualTo(2), "one more would be counted");
    }

    [Test]
    public async Task CatchUp_IsOneBatch_OfHoweverManyChannels()
    {
        var log = await fixture.StartNode();
        var ranges = new List<LogRange>();
        foreach (var name in new[] { "one", "two", "three" })
        {
            ranges.Add(new LogRange(await fixture.AddChannel(name), 1, 3));
            for (var n = 0; n < 4; n++)
                await log.Append(fixture.Message(ranges[^1].ChannelId));
        }
        var read = await Sent(() => log.Read(ranges, fixture.UserId, CancellationToken.None));
        Assert.That(read.Batches, Is.EqualTo(1));
        var events = (IReadOnlyDictionary<Guid, IReadOnlyList<ChannelEventDto>>)read.Outcome!;
        Assert.That(ranges.Select(range => events[range.ChannelId].Select(one => one.Seq)), Is.All.EqualTo(new[] { 2L, 3 }));
    }

    private async Task<(object? Outcome, int Batches)> Sent<T>(Func<Task<T>> doing)
    {
        var sent = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem("db.name") is string name ? name == Database : activity.GetTagItem("db.namespace") as string == Database)
                    Interlocked.Increment(ref sent);
            },
        };
        ActivitySource.AddActivityListener(listener);
        var result = await doing();
        return (result is Appended appended ? appended.Outcome : result, sent);
    }

    private string Database => new Npgsql.NpgsqlConnectionStringBuilder(fixture.Database.ConnectionString).Database!;
}
