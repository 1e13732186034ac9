using ChatFlow.Infrastructure.Caching;

namespace ChatFlow.Infrastructure.Tests.Caching;

[TestFixture(false)]
[TestFixture(true)]
internal sealed class CacheTests(bool isShared) : IDisposable
{
    private readonly CacheNodes asking = new();
    private ICache<int, Answer> cache = null!;

    [SetUp]
    public async Task Start() => cache = isShared ? asking.Cache(await asking.Node()) : new LocalCache<int, Answer>("test");

    public void Dispose() => asking.Dispose();

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

    private Task<int> Ask(int key, Func<ValueTask>? whileReading = null) => asking.Ask(cache, key, whileReading);
}
