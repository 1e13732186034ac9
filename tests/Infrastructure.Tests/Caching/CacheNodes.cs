using ChatFlow.Domain;
using ChatFlow.Infrastructure.Caching;
using ChatFlow.Tests.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace ChatFlow.Infrastructure.Tests.Caching;

internal sealed record Answer(int Number);

/// <summary>Nodes that share the caches of one test, and whoever asks them: each answer that is read anew has the next number.</summary>
internal sealed class CacheNodes : IDisposable
{
    private readonly string test = TimeProvider.System.NewId().ToString();
    private readonly List<IDisposable> nodes = [];
    private int asked;

    public async Task<SharedEntries> Node() => await Node(await ConnectionMultiplexer.ConnectAsync(TestDatabase.Redis));

    public async Task<SharedEntries> Node(IConnectionMultiplexer redis)
    {
        nodes.Add(redis);
        var entries = new SharedEntries(redis, TimeProvider.System, NullLogger<SharedEntries>.Instance);
        nodes.Insert(0, entries);
        await entries.Renew();
        return entries;
    }

    public SharedCache<int, Answer> Cache(SharedEntries of) => new("test", TimeSpan.FromMinutes(5), key => $"{test}:{key}", of);

    public async Task<int> Ask(ICache<int, Answer> cache, int key, Func<ValueTask>? whileReading = null) => (await cache.Get(
        key,
        async (_, _) =>
        {
            var answer = new Answer(++asked);
            if (whileReading is not null)
                await whileReading();
            return answer;
        },
        default))!.Number;

    public void Dispose() => nodes.ForEach(node => node.Dispose());
}
