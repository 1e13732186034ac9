using ChatFlow.Domain;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace ChatFlow.Infrastructure.Presence;

/// <summary>
/// For a cluster: one sorted set of users by the time at which their leases run out. Without Redis nothing is made, taken or known,
/// and nothing fails.
/// </summary>
internal sealed partial class RedisLeases(IConnectionMultiplexer redis, TimeProvider clock, ILogger<RedisLeases> logger) : ILeases
{
    private const int AtOnce = 1000;

    private static readonly RedisKey Key = "chatflow:presence";

    /// <summary>
    /// After Redis was away nothing is taken for so long: what ran out meanwhile was not left, and every node prolongs its own
    /// in this time.
    /// </summary>
    private static readonly TimeSpan Recovery = 2 * LivePresence.Heartbeat;

    private long takingFrom;

    private IDatabase Database => redis.GetDatabase();

    public async Task<IReadOnlyList<Guid>> Hold(IReadOnlyCollection<Guid> userIds, DateTimeOffset until)
    {
        if (!IsThere())
            return [];
        var holding = userIds.Select(userId => (userId, IsNew: Database.SortedSetAddAsync(Key, Member(userId), Score(until)))).ToList();
        try
        {
            await Task.WhenAll(holding.Select(h => h.IsNew));
            return [.. holding.Where(h => h.IsNew.Result).Select(h => h.userId)];
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            Away(e.Message);
            return [];
        }
    }

    public async Task<IReadOnlyList<ExpiredLease>> TakeExpired()
    {
        List<ExpiredLease> taken = [];
        if (!IsThere() || clock.GetUtcNow().UtcTicks < Interlocked.Read(ref takingFrom))
            return taken;
        try
        {
            foreach (var lease in await Database.SortedSetRangeByScoreWithScoresAsync(Key, stop: Score(clock.Now()), take: AtOnce))
            {
                // Only if nobody prolonged or took it in between; else it is looked at again the next time.
                var transaction = Database.CreateTransaction();
                transaction.AddCondition(Condition.SortedSetEqual(Key, lease.Element, lease.Score));
                _ = transaction.SortedSetRemoveAsync(Key, lease.Element);
                // Redis may be shared: what is not ours is not ours.
                if (await transaction.ExecuteAsync() && Guid.TryParse(lease.Element.ToString(), out var userId))
                    taken.Add(new ExpiredLease(userId, DateTimeOffset.FromUnixTimeMilliseconds((long)lease.Score)));
            }
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            Away(e.Message);
        }
        return taken;
    }

    public async Task<IReadOnlySet<Guid>?> Held(IReadOnlyCollection<Guid> userIds)
    {
        if (userIds.Count == 0)
            return new HashSet<Guid>();
        if (!IsThere())
            return null;
        try
        {
            var scores = await Database.SortedSetScoresAsync(Key, [.. userIds.Select(Member)]);
            return userIds.Where((_, i) => scores[i] is not null).ToHashSet();
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            Away(e.Message);
            return null;
        }
    }

    private static RedisValue Member(Guid userId) => userId.ToString();

    private static double Score(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    /// <summary>Asked first, as a call to a Redis that is known to be away would be kept waiting for it.</summary>
    private bool IsThere()
    {
        if (!redis.IsConnected)
            Away("there is no connection");
        return redis.IsConnected;
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
