using ChatFlow.Infrastructure.Caching;
using ChatFlow.Tests.Postgres;
using ChatFlow.Tests.Wire;
using StackExchange.Redis;

namespace ChatFlow.Infrastructure.Tests.Caching;

/// <summary>What several nodes keep together.</summary>
internal sealed class SharedCacheTests : IDisposable
{
    private readonly CacheNodes nodes = new();
    private SharedCache<int, Answer> cache = null!;

    [SetUp]
    public async Task Start() => cache = nodes.Cache(await nodes.Node());

    public void Dispose() => nodes.Dispose();

    [Test]
    public async Task Nodes_ShareWhatIsKept_AndForgetTogether()
    {
        var other = nodes.Cache(await nodes.Node());
        await Ask(7);
        Assert.That(await Ask(7, other), Is.EqualTo(1));
        await cache.Forget(7);
        Assert.That(await Ask(7, other), Is.EqualTo(2));
    }

    [Test]
    public async Task Doubt_IsEndedByANewEpoch_InWhichNothingOfBeforeCounts()
    {
        var entries = await nodes.Node();
        var doubting = nodes.Cache(entries);
        await Ask(7);
        entries.Doubt();
        Assert.That(new[] { await Ask(7, doubting), await Ask(7, doubting) }, Is.EqualTo(new[] { 2, 3 }), "the database is asked each time");
        Assert.That(await Ask(7), Is.EqualTo(1), "by the one that doubts");
        await entries.Renew();
        Assert.That(new[] { await Ask(7), await Ask(7, doubting) }, Is.EqualTo(new[] { 4, 4 }));
    }

    [Test]
    public async Task Epoch_ThatRedisLost_DoesNotComeBackWithWhatWasKeptInIt()
    {
        await Ask(7);
        using var redis = await ConnectionMultiplexer.ConnectAsync(TestDatabase.Redis);
        await redis.GetDatabase().KeyDeleteAsync(SharedEntries.Prefix + "epoch");
        Assert.That(new[] { await Ask(7), await Ask(7) }, Is.EqualTo(new[] { 2, 3 }));
        await nodes.Node();
        Assert.That(new[] { await Ask(7), await Ask(7) }, Is.EqualTo(new[] { 4, 4 }));
    }

    /// <summary>Redis may have come back with what it had saved before, and nobody asked it meanwhile.</summary>
    [Test]
    public async Task Connection_ThatWasCut_IsADoubt_AlsoWhenItIsBackBeforeAnybodyAsks()
    {
        using var wire = RedisWire.Make();
        var redis = await ConnectionMultiplexer.ConnectAsync(wire.ConnectionString);
        var entries = await nodes.Node(redis);
        var cut = nodes.Cache(entries);
        Assert.That(new[] { await Ask(7, cut), await Ask(7, cut) }, Is.EqualTo(new[] { 1, 1 }));

        // It has a second connection, for subscriptions, whose end is a doubt as well, and may be noticed later.
        await redis.GetSubscriber().PingAsync();
        var (lost, back) = (new TaskCompletionSource(), new TaskCompletionSource());
        redis.ConnectionFailed += (_, failed) =>
        {
            if (failed.ConnectionType == ConnectionType.Subscription)
                lost.TrySetResult();
        };
        redis.ConnectionRestored += (_, restored) =>
        {
            if (restored.ConnectionType == ConnectionType.Interactive)
                back.TrySetResult();
        };
        wire.Wire.Cut(Random.Shared, probability: 2);
        await Task.WhenAll(lost.Task, back.Task);
        Assert.That(new[] { await Ask(7, cut), await Ask(7, cut) }, Is.EqualTo(new[] { 2, 3 }), "the database is asked each time");
        await entries.Renew();
        Assert.That(new[] { await Ask(7, cut), await Ask(7, cut) }, Is.EqualTo(new[] { 4, 4 }));
    }

    private Task<int> Ask(int key, SharedCache<int, Answer>? of = null) => nodes.Ask(of ?? cache, key);
}
