namespace ChatFlow.Infrastructure.Caching;

/// <summary>Answers of the database, kept until the change that makes them wrong.</summary>
internal interface ICache<TKey, TValue>
    where TKey : notnull
    where TValue : class
{
    /// <summary>What is kept, else what the database says, which is kept from then on unless it is nothing. Fails only as <paramref name="load"/> fails.</summary>
    ValueTask<TValue?> Get(TKey key, Func<TKey, CancellationToken, Task<TValue?>> load, CancellationToken cancellationToken);

    /// <summary>Keeps answers that nobody has asked for yet.</summary>
    Task Warm(Func<CancellationToken, Task<IReadOnlyList<KeyValuePair<TKey, TValue>>>> load, CancellationToken cancellationToken);

    /// <summary>To be awaited after the commit that changed it, before anybody is told: from then on the old answer is given no more, on no node.</summary>
    ValueTask Forget(TKey key);

    /// <summary>As <see cref="Forget"/>, for everything.</summary>
    ValueTask Clear();
}
