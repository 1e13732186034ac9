using System.Collections.Concurrent;

namespace ChatFlow.Infrastructure.Caching;

/// <summary>For a node alone: in its own memory. Exact, because every change passes through this process and forgets what it changed.</summary>
internal sealed class LocalCache<TKey, TValue>(string name) : ICache<TKey, TValue>
    where TKey : notnull
    where TValue : class
{
    // Clearing all at the limit is crude and needs no bookkeeping on the hot path; a team never gets there.
    private const int Limit = 100_000;

    private readonly ConcurrentDictionary<TKey, TValue> known = new();
    private readonly CacheLookups lookups = new(name);
    private long changes;

    public async ValueTask<TValue?> Get(TKey key, Func<TKey, CancellationToken, Task<TValue?>> load, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(key, out var kept))
        {
            lookups.Hit();
            return kept;
        }
        lookups.Miss();
        var mark = Interlocked.Read(ref changes);
        var value = await load(key, cancellationToken);
        if (value is not null)
            Keep(key, value, mark);
        return value;
    }

    public async Task Warm(Func<CancellationToken, Task<IReadOnlyList<KeyValuePair<TKey, TValue>>>> load, CancellationToken cancellationToken)
    {
        var mark = Interlocked.Read(ref changes);
        foreach (var (key, value) in await load(cancellationToken))
            Keep(key, value, mark);
    }

    public ValueTask Forget(TKey key)
    {
        Interlocked.Increment(ref changes);
        known.TryRemove(key, out _);
        return ValueTask.CompletedTask;
    }

    public ValueTask Clear()
    {
        Interlocked.Increment(ref changes);
        known.Clear();
        return ValueTask.CompletedTask;
    }

    private void Keep(TKey key, TValue value, long mark)
    {
        if (known.Count >= Limit)
            known.Clear();
        known[key] = value;
        // What was read may have been changed between reading and here: then the change's Forget came too early.
        if (Interlocked.Read(ref changes) != mark)
            known.TryRemove(key, out _);
    }
}
