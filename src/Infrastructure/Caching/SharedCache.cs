using System.Text.Json;

namespace ChatFlow.Infrastructure.Caching;

/// <summary>For a cluster: in Redis, for all nodes. Where Redis cannot be asked or trusted, the database is.</summary>
/// <param name="lifetime">Nothing is wrong for that long: it is how long what nobody asks for takes up memory.</param>
internal sealed class SharedCache<TKey, TValue>(string name, TimeSpan lifetime, Func<TKey, string> nameOf, SharedEntries entries) : ICache<TKey, TValue>
    where TKey : notnull
    where TValue : class
{
    private readonly CacheLookups lookups = new(name);

    public async ValueTask<TValue?> Get(TKey key, Func<TKey, CancellationToken, Task<TValue?>> load, CancellationToken cancellationToken)
    {
        var entry = nameOf(key);
        var (kept, mark) = await entries.Find(entry);
        if (kept is not null)
        {
            lookups.Hit();
            return JsonSerializer.Deserialize<TValue>(kept);
        }
        if (mark is null)
            lookups.Bypass();
        else
            lookups.Miss();
        var value = await load(key, cancellationToken);
        if (value is not null && mark is not null)
            await entries.Keep(mark, lifetime, [new(entry, JsonSerializer.Serialize(value))]);
        return value;
    }

    public async Task Warm(Func<CancellationToken, Task<IReadOnlyList<KeyValuePair<TKey, TValue>>>> load, CancellationToken cancellationToken)
    {
        if (await entries.Mark() is not { } mark)
            return;
        var values = await load(cancellationToken);
        foreach (var some in values.Chunk(1000))
            await entries.Keep(mark, lifetime, [.. some.Select(one => new KeyValuePair<string, string>(nameOf(one.Key), JsonSerializer.Serialize(one.Value)))]);
    }

    public async ValueTask Forget(TKey key) => await entries.Forget([nameOf(key)]);

    public async ValueTask Clear() => await entries.Renew();
}
