using ChatFlow.Domain;
using ChatFlow.Infrastructure.Caching;
using ChatFlow.Tests.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace ChatFlow.Infrastructure.Tests.Caching;

[TestFixture(false)]
[TestFixture(true)]
internal sealed class CacheTests(bool isShared) : IDisposable
{
    private sealed record Answer(int Number);

    private readonly string test = TimeProvider.System.NewId().ToString();
    private readonly List<IDisposable> nodes = [];
    private ICache<int, Answer> cache = null!;
    private int asked;

    [SetUp]
    public async Task Start() => cache = isShared ? Shared(await Entries()) : new LocalCache<int, Answer>("test");

    public void Dispose() => nodes.ForEach(node => node.Dispose());

    [Test]
    public async Task Answer_IsKept_UntilItIsForgotten()
    {
        Assert.That(new[] { await Ask(7), await Ask(7), await Ask(8) }, Is.EqualTo(new[] { 1, 1, 2 }));
        await cache.Forget(7);
        Assert.That(new[] { await Ask(7), await Ask(8) }, Is.EqualTo(new[] { 3, 2 }));
        await cache.Clear();
        Assert.That(new[] { await Ask(7), await Ask(8) }, Is.EqualTo(new[] { 4, 5 }));
    }

    [Test]
    public async Task Answer_ThatIsChangedWhileItIsRead_IsNotKept()
    {
        Assert.That(await Ask(7, whileReading: () => cache.Forget(7)), Is.EqualTo(1));
        Assert.That(await Ask(7, whileReading: () => cache.Clear()), Is.EqualTo(2));
        Assert.That(await Ask(7), Is.EqualTo(3));
    }

    [Test]
    public async Task Nothing_IsNotKept()
    {
        Assert.That(await cache.Get(7, (_, _) => Task.FromResult<Answer?>(null), default), Is.Null);
        Assert.That(await Ask(7), Is.EqualTo(1));
    }

    [Test]
    public async Task Warmth_IsKept_UnlessItWasChangedMeanwhile()
    {
        await cache.Warm(_ => Task.FromResult<IReadOnlyList<KeyValuePair<int, Answer>>>([new(7, new(70)), new(8, new(80))]), default);
        Assert.That(new[] { await Ask(7), await Ask(8) }, Is.EqualTo(new[] { 70, 80 }));
        await cache.Warm(
            async _ =>
            {
                await cache.Forget(9);
                return [new(9, new(90))];
            },
            default);
        Assert.That(await Ask(9), Is.EqualTo(1));
    }

    [Test]
    public async Task Nodes_ShareWhatIsKept_AndForgetTogether()
    {
        OnlyShared();
        var other = Shared(await Entries());
        await Ask(7);
        Assert.That(await Ask(7, other), Is.EqualTo(1));
        await cache.Forget(7);
        Assert.That(await Ask(7, other), Is.EqualTo(2));
    }

    [Test]
    public async Task Doubt_IsEndedByANewEpoch_InWhichNothingOfBeforeCounts()
    {
        OnlyShared();
        var entries = await Entries();
        var doubting = Shared(entries);
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
        OnlyShared();
        await Ask(7);
        using var redis = await ConnectionMultiplexer.ConnectAsync(TestDatabase.Redis);
        await redis.GetDatabase().KeyDeleteAsync(SharedEntries.Prefix + "epoch");
        Assert.That(new[] { await Ask(7), await Ask(7) }, Is.EqualTo(new[] { 2, 3 }));
        await Entries();
        Assert.That(new[] { await Ask(7), await Ask(7) }, Is.EqualTo(new[] { 4, 4 }));
    }

    private async Task<int> Ask(int key, ICache<int, Answer>? of = null, Func<ValueTask>? whileReading = null) => (await (of ?? cache).Get(
        key,
        async (_, _) =>
        {
            var answer = new Answer(++asked);
            if (whileReading is not null)
                await whileReading();
            return answer;
        },
        default))!.Number;

    private void OnlyShared() => Assume.That(isShared, "a node alone has nobody to share with");

    private SharedCache<int, Answer> Shared(SharedEntries entries) => new("test", TimeSpan.FromMinutes(5), key => $"{test}:{key}", entries);

    private async Task<SharedEntries> Entries()
    {
        var redis = await ConnectionMultiplexer.ConnectAsync(TestDatabase.Redis);
        nodes.Add(redis);
        var entries = new SharedEntries(redis, TimeProvider.System, NullLogger<SharedEntries>.Instance);
        nodes.Insert(0, entries);
        await entries.Renew();
        return entries;
    }
}
