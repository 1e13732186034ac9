using ChatFlow.Domain;
using ChatFlow.Infrastructure.Redis;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace ChatFlow.Infrastructure.Presence;

/// <summary>
/// For a cluster: one sorted set of users by the time at which their leases run out. Without Redis nothing is made, taken or known,
/// and nothing fails.
/// </summary>
internal sealed partial class RedisLeases(RedisQuestions redis, TimeProvider clock, ILogger<RedisLeases> logger) : ILeases
{
    private const int AtOnce = 1000;

    private static readonly RedisKey Key = "chatflow:presence";

    /// <summary>
    /// After Redis was away nothing is taken for so long: what ran out meanwhile was not left, and every node prolongs its own
    /// in this time.
    /// </summary>
    private static readonly TimeSpan Recovery = 2 * LivePresence.Heartbeat;

    private long takingFrom;

    public async Task<IReadOnlyList<Guid>> Hold(IReadOnlyCollection<Guid> userIds, DateTimeOffset until)
    {
        try
        {
            var isNew = await redis.Ask(database => Task.WhenAll(userIds.Select(userId => database.SortedSetAddAsync(Key, Member(userId), Score(until)))));
            return [.. userIds.Zip(isNew).Where(held => held.Second).Select(held => held.First)];
        }
        catch (Exception e) when (RedisQuestions.IsAway(e))
        {
            Away(e.Message);
            return [];
        }
    }

    public async Task<IReadOnlyList<ExpiredLease>> TakeExpired()
    {
        List<ExpiredLease> taken = [];
        if (clock.GetUtcNow().UtcTicks < Interlocked.Read(ref takingFrom))
            return taken;
        try
        {
            var now = clock.Now();
            var expired = await redis.Ask(database => Task.WhenAll(
                database.SortedSetRangeByScoreWithScoresAsync(Key, stop: Score(now), take: AtOnce),
                database.SortedSetRangeByScoreWithScoresAsync(Key, start: Score(now + LivePresence.Never), take: AtOnce)));
            foreach (var lease in expired.SelectMany(some => some))
            {
                // Redis may be shared: what is not ours is not ours.
                if (await redis.Ask(database => Take(database, lease)) && Guid.TryParse(lease.Element.ToString(), out var userId))
                    taken.Add(new ExpiredLease(userId, DateTimeOffset.FromUnixTimeMilliseconds((long)lease.Score)));
            }
        }
        catch (Exception e) when (RedisQuestions.IsAway(e))
        {
            Away(e.Message);
        }
        return taken;
    }

    public async Task<IReadOnlySet<Guid>?> Held(IReadOnlyCollection<Guid> userIds)
    {
        if (userIds.Count == 0)
            return new HashSet<Guid>();
        try
        {
            var scores = await redis.Ask(database => database.SortedSetScoresAsync(Key, [.. userIds.Select(Member)]));
            return userIds.Where((_, i) => scores[i] is not null).ToHashSet();
        }
        catch (Exception e) when (RedisQuestions.IsAway(e))
        {
            Away(e.Message);
            return null;
        }
    }

    private static RedisValue Member(Guid userId) => userId.ToString();

    private static double Score(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    /// <summary>Only if nobody prolonged or took it in between; else it is looked at again the next time.</summary>
    private static Task<bool> Take(IDatabase database, SortedSetEntry lease)
    {
        var transaction = database.CreateTransaction();
        transaction.AddCondition(Condition.SortedSetEqual(Key, lease.Element, lease.Score));
        _ = transaction.SortedSetRemoveAsync(Key, lease.Element);
        return transaction.ExecuteAsync();
    }

    /// <summary>Logged once an outage.</summary>
    private void Away(string reason)
    {
        var now = clock.GetUtcNow();
        if (Interlocked.Exchange(ref takingFrom, (now + Recovery).UtcTicks) <= now.UtcTicks)
            IsAway(reason);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis is away, so presence is what this node sees: {Reason}")]
    private partial void IsAway(string reason);
}
