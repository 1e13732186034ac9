using System.Collections.Concurrent;
using ChatFlow.Application.Pipeline;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace ChatFlow.Infrastructure.Redis;

/// <summary>For a node alone: in its own memory, so that it needs no Redis.</summary>
internal sealed class LocalWindowCounter(TimeProvider clock) : IWindowCounter
{
    private readonly ConcurrentDictionary<string, long> counts = new();
    private long current;

    public ValueTask<(long Count, TimeSpan UntilNext)> Count(string key, TimeSpan window)
    {
        var (number, untilNext) = Window.At(clock, window);
        // Only the present window's counts are of use. A count lost between two windows lets one more through, nothing else.
        if (Interlocked.Exchange(ref current, number) != number)
            counts.Clear();
        return ValueTask.FromResult((counts.AddOrUpdate(key, 1, (_, count) => count + 1), untilNext));
    }
}

/// <summary>For a cluster: all nodes count together. Without Redis nobody is refused.</summary>
internal sealed partial class RedisWindowCounter(IConnectionMultiplexer redis, TimeProvider clock, ILogger<RedisWindowCounter> logger) : IWindowCounter
{
    public async ValueTask<(long Count, TimeSpan UntilNext)> Count(string key, TimeSpan window)
    {
        var (number, untilNext) = Window.At(clock, window);
        RedisKey counter = $"chatflow:count:{number}:{key}";
        // Both or neither: a counter without an expiry would stay for ever.
        var transaction = redis.GetDatabase().CreateTransaction();
        var count = transaction.StringIncrementAsync(counter);
        _ = transaction.KeyExpireAsync(counter, window * 2);
        try
        {
            return await transaction.ExecuteAsync() ? (await count, untilNext) : (0, untilNext);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            Away(e.Message);
            return (0, untilNext);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis does not count, so nobody is limited: {Reason}")]
    private partial void Away(string reason);
}

internal static class Window
{
    /// <summary>Windows begin at the same times on every node.</summary>
    public static (long Number, TimeSpan UntilNext) At(TimeProvider clock, TimeSpan window)
    {
        var ticks = clock.GetUtcNow().UtcTicks;
        return (ticks / window.Ticks, TimeSpan.FromTicks(window.Ticks - (ticks % window.Ticks)));
    }
}
