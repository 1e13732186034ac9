using System.Collections.Concurrent;

namespace ChatFlow.Infrastructure.Remembering;

/// <summary>
/// Answers of the database, kept in this process until the change that makes them wrong. Exact as long as every such change
/// passes through this process and forgets what it changed after its commit.
/// </summary>
internal sealed class Remembered<TKey, TValue>
    where TKey : notnull
{
    // Clearing all at the limit is crude and needs no bookkeeping on the hot path; a team never gets there.
    private const int Limit = 100_000;

    private readonly ConcurrentDictionary<TKey, TValue> known = new();
    private long changes;

    public bool TryGet(TKey key, out TValue value) => known.TryGetValue(key, out value!);

    /// <summary>To be taken before reading, and given to <see cref="Keep"/> with what was read.</summary>
    public long Mark() => Interlocked.Read(ref changes);

    public void Keep(TKey key, TValue value, long mark)
    {
        if (known.Count >= Limit)
            known.Clear();
        known[key] = value;
        // What was read may have been changed between reading and here: then the change's Forget came too early.
        if (Interlocked.Read(ref changes) != mark)
            known.TryRemove(key, out _);
    }

    public void Forget(TKey key)
    {
        Interlocked.Increment(ref changes);
        known.TryRemove(key, out _);
    }

    /// <summary>Forgets all that match: looks at everything, so for rare changes only.</summary>
    public void Forget(Func<TKey, TValue, bool> which)
    {
        Interlocked.Increment(ref changes);
        foreach (var (key, value) in known)
        {
            if (which(key, value))
                known.TryRemove(key, out _);
        }
    }
}
