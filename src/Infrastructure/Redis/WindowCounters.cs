using System.Collections.Concurrent;
using ChatFlow.Application.Pipeline;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;
using StackExchange.Redis;

namespace ChatFlow.Infrastructure.Redis;

/// <summary>For a node alone: in its own memory, so that it needs no Redis.</summary>
internal sealed class LocalWindowCounter(TimeProvider clock) : IWindowCounter
{
    private Counts current = new(Number: 0);

    public ValueTask<(long Count, TimeSpan UntilNext)> Count(string key, TimeSpan window)
    {
        var (number, untilNext) = Window.At(clock, window);
        var counts = current;
        // Only the present window's counts are of use. Of those who see it begin at the same time one makes it, and all count in that. One further
        // ahead than the next is of a clock that was wrong and has been set back.
        if (counts.Number < number || counts.Number > number + 1)
        {
            var begun = new Counts(number);
            var seen = Interlocked.CompareExchange(ref current, begun, counts);
            counts = seen == counts ? begun : seen;
        }
        return ValueTask.FromResult((counts.Of.AddOrUpdate(key, 1, (_, count) => count + 1), untilNext));
    }

    private sealed record Counts(long Number)
    {
        public ConcurrentDictionary<string, long> Of { get; } = new();
    }
}

/// <summary>For a cluster: all nodes count together. Without Redis nobody is refused.</summary>
internal sealed partial class RedisWindowCounter(RedisQuestions redis, TimeProvider clock, ILogger<RedisWindowCounter> logger) : IWindowCounter
{
    public async ValueTask<(long Count, TimeSpan UntilNext)> Count(string key, TimeSpan window)
    {
        var (number, untilNext) = Window.At(clock, window);
        RedisKey counter = $"chatflow:count:{number}:{key}";
        try
        {
            return (await redis.Ask(database => Count(database, counter, window)), untilNext);
        }
        catch (Exception e) when (RedisQuestions.IsAway(e))
        {
            if (e is not BrokenCircuitException)
                Away(e.Message);
            return (0, untilNext);
        }
    }

    private static async Task<long> Count(IDatabase database, RedisKey counter, TimeSpan window)
    {
        // Both or neither: a counter without an expiry would stay for ever.
        var transaction = database.CreateTransaction();
        var count = transaction.StringIncrementAsync(counter);
        _ = transaction.KeyExpireAsync(counter, window * 2);
        return await transaction.ExecuteAsync() ? await count : 0;
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
