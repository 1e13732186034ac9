using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;
using StackExchange.Redis;

namespace ChatFlow.Infrastructure.Redis;

/// <summary>
/// What somebody waits for is asked of Redis with little patience: it holds only what may be lost. After a few questions in a row without an
/// answer nobody asks for some seconds, so that a Redis that hangs costs each node moments and not each call.
/// </summary>
internal sealed class RedisQuestions(IConnectionMultiplexer redis)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly ResiliencePipeline pipeline = new ResiliencePipelineBuilder()
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<Exception>(IsAway),
            FailureRatio = 0.9,
            MinimumThroughput = 3,
            SamplingDuration = Pause,
            BreakDuration = Pause,
        })
        .AddTimeout(Patience)
        .Build();

    /// <exception cref="Exception">Redis is away: <see cref="IsAway"/>. What was asked for may have been done all the same.</exception>
    public ValueTask<T> Ask<T>(Func<IDatabase, Task<T>> question) => pipeline.ExecuteAsync(
        async late => redis.IsConnected
            ? await question(redis.GetDatabase()).WaitAsync(late)
            : throw new TimeoutException("There is no connection."));

    /// <summary>Whether that is why there is no answer.</summary>
    public static bool IsAway(Exception failure) => failure is RedisException or TimeoutException or TimeoutRejectedException or BrokenCircuitException or TaskCanceledException;
}
