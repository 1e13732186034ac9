using ChatFlow.Domain;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace ChatFlow.Infrastructure.Caching;

/// <summary>When something was read: what was changed since may not be kept as it was read.</summary>
internal sealed record CacheMark(RedisValue Epoch, RedisValue Changes);

/// <summary>
/// The caches' entries in Redis. An entry counts only in the epoch in which it was made; whoever could not take a wrong entry away
/// begins a new epoch, and asks the database until that is done. See docs/decisions/0015.
/// </summary>
internal sealed partial class SharedEntries : IDisposable
{
    /// <summary>All caches' keys begin so.</summary>
    public const string Prefix = "chatflow:cache:";

    /// <summary>Of a Redis that does not answer in this time the database is quicker, also one far away.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private static readonly RedisKey Epoch = Prefix + "epoch";
    private static readonly RedisKey Changes = Prefix + "changes";

    private readonly IConnectionMultiplexer redis;
    private readonly TimeProvider clock;
    private readonly ILogger<SharedEntries> logger;
    private long doubts;
    private volatile bool isTrusted;

    public SharedEntries(IConnectionMultiplexer redis, TimeProvider clock, ILogger<SharedEntries> logger)
    {
        (this.redis, this.clock, this.logger) = (redis, clock, logger);
        // What comes back may be an older state: a replica's, or a file's.
        redis.ConnectionFailed += Lost;
    }

    /// <summary>False until <see cref="Renew"/> has succeeded since the last doubt.</summary>
    public bool IsTrusted => isTrusted;

    /// <returns>The entry if it counts; else the mark for <see cref="Keep"/>, or neither when nothing may be kept.</returns>
    public async ValueTask<(string? Entry, CacheMark? Mark)> Find(string name)
    {
        if (!isTrusted || await Try(database => database.StringGetAsync([Epoch, Changes, Prefix + name])) is not [{ IsNull: false } epoch, var changes, var entry])
            return (null, null);
        return Counts(entry, epoch, out var value) ? (value, null) : (null, new CacheMark(epoch, changes));
    }

    public async Task<CacheMark?> Mark() =>
        isTrusted && await Try(database => database.StringGetAsync([Epoch, Changes])) is [{ IsNull: false } epoch, var changes] ? new CacheMark(epoch, changes) : null;

    /// <summary>Keeps nothing when anything was forgotten since the mark: what was read may be older than that change.</summary>
    public Task Keep(CacheMark mark, TimeSpan lifetime, IReadOnlyCollection<KeyValuePair<string, string>> values) => Try(database =>
    {
        var transaction = database.CreateTransaction();
        transaction.AddCondition(Condition.StringEqual(Epoch, mark.Epoch));
        transaction.AddCondition(mark.Changes.IsNull ? Condition.KeyNotExists(Changes) : Condition.StringEqual(Changes, mark.Changes));
        foreach (var (name, value) in values)
            _ = transaction.StringSetAsync(Prefix + name, $"{mark.Epoch} {value}", lifetime);
        return transaction.ExecuteAsync();
    });

    /// <summary>Takes entries away, also when this node does not trust them: others may.</summary>
    public async Task Forget(IReadOnlyCollection<string> names)
    {
        var done = await Try(database =>
        {
            var transaction = database.CreateTransaction();
            // First: of a reader between the two one finds nothing, and the other one keeps nothing.
            _ = transaction.StringIncrementAsync(Changes);
            _ = transaction.KeyDeleteAsync([.. names.Select(name => (RedisKey)(Prefix + name))]);
            return transaction.ExecuteAsync();
        });
        if (!done)
            Doubt();
    }

    /// <summary>Begins a new epoch, in which nothing of before counts, for all nodes.</summary>
    public async Task Renew()
    {
        var before = Interlocked.Read(ref doubts);
        var done = await Try(database => database.StringSetAsync(Epoch, clock.NewId().ToString()));
        if (!done)
            Doubt();
        else if (Interlocked.Read(ref doubts) == before)
            isTrusted = true;
    }

    /// <summary>Entries may be wrong: the database is asked until a new epoch has begun.</summary>
    public void Doubt()
    {
        Interlocked.Increment(ref doubts);
        isTrusted = false;
    }

    public void Dispose() => redis.ConnectionFailed -= Lost;

    private void Lost(object? sender, ConnectionFailedEventArgs e) => Doubt();

    private static bool Counts(RedisValue entry, RedisValue epoch, out string? value)
    {
        var (text, of) = ((string?)entry, (string)epoch!);
        var counts = text is not null && text.StartsWith(of, StringComparison.Ordinal) && text.Length > of.Length;
        value = counts ? text![(of.Length + 1)..] : null;
        return counts;
    }

    /// <summary>Nothing, and doubt, when Redis does not answer.</summary>
    private async Task<T?> Try<T>(Func<IDatabase, Task<T>> ask)
    {
        try
        {
            if (redis.IsConnected)
                return await ask(redis.GetDatabase()).WaitAsync(Patience);
        }
        catch (Exception e) when (e is RedisException or TimeoutException or TaskCanceledException)
        {
            Away(e.Message);
        }
        Doubt();
        return default;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis does not answer, so the database is asked instead of the caches: {Reason}")]
    private partial void Away(string reason);
}
