using ChatFlow.Application.Channels;
using ChatFlow.Infrastructure.Channels;

namespace ChatFlow.Infrastructure.Tests.Channels;

/// <summary>Memory of a message in the log, the database driver's included: what grows with every message, all day.</summary>
public class AllocationTests
{
    private const int AtOnce = 64;
    private const int Times = 20;

    /// <summary>It was 2,255 when this was written, and half as much again.</summary>
    private const int MostBytesAMessage = 3_400;

    private LogFixture fixture = null!;

    [SetUp]
    public async Task CreateDatabase() => fixture = await LogFixture.Create();

    [TearDown]
    public async Task DropDatabase() => await fixture.DisposeAsync();

    [Test]
    public async Task Message_AllocatesNoMoreThanItDid()
    {
        var (channel, log) = (await fixture.AddChannel("general"), await fixture.StartNode());
        await AppendMany(log, channel);

        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var n = 0; n < Times; n++)
            await AppendMany(log, channel);
        var bytes = (GC.GetTotalAllocatedBytes(precise: true) - before) / (Times * AtOnce);

        Assert.That(bytes, Is.InRange(MostBytesAMessage / 4, MostBytesAMessage), "bytes a message");
    }

    private Task<Appended[]> AppendMany(ChannelLog log, Guid channel) => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(n => log.Append(fixture.Message(channel, $"message {n} of many"))));
}
