using System.Threading.RateLimiting;
using ChatFlow.Domain;
using Microsoft.Extensions.Options;

namespace ChatFlow.WebApi.RateLimits;

/// <summary>What one client may take of this node: so many connections to the hub, and on each of them calls at a certain pace.</summary>
internal sealed class HubLimits(IOptions<RateLimitOptions> options) : IDisposable
{
    /// <summary>After as many as two times the connections that they may have.</summary>
    private const int OpeningsPerSecond = 5;

    /// <summary>Until one of somebody's connections may have closed.</summary>
    private static readonly TimeSpan UntilOneCloses = TimeSpan.FromSeconds(10);

    private readonly PartitionedRateLimiter<Guid> connections = PartitionedRateLimiter.Create<Guid, Guid>(user => RateLimitPartition.GetConcurrencyLimiter(
        user, _ => new ConcurrencyLimiterOptions { PermitLimit = options.Value.ConnectionsPerUser }));

    /// <summary>Opening one costs more than a call: two questions to the database, and one to Redis. Every device of a user may come back at once, and soon again.</summary>
    private readonly PartitionedRateLimiter<Guid> openings = PartitionedRateLimiter.Create<Guid, Guid>(user => RateLimitPartition.GetTokenBucketLimiter(
        user, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = 2 * options.Value.ConnectionsPerUser,
            TokensPerPeriod = OpeningsPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            // Who waits has a place already.
            QueueLimit = options.Value.ConnectionsPerUser,
        }));

    private readonly PartitionedRateLimiter<string> calls = PartitionedRateLimiter.Create<string, string>(connection => RateLimitPartition.GetTokenBucketLimiter(
        connection, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = Math.Max(options.Value.HubBurst, options.Value.HubCallsPerSecond),
            TokensPerPeriod = options.Value.HubCallsPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            // Of a connection one call is worked on at a time: no more than that one waits here.
            QueueLimit = 1,
        }));

    /// <summary>Returns when it is time for another connection of theirs.</summary>
    /// <param name="isNew">False for a request of a connection that there is.</param>
    /// <returns>To be disposed when the connection has closed; null when nobody is limited.</returns>
    /// <exception cref="RateLimitedException">They have too many.</exception>
    public async ValueTask<IDisposable?> Open(Guid userId, bool isNew, CancellationToken cancellationToken)
    {
        if (!options.Value.Enabled)
            return null;
        var place = connections.AttemptAcquire(userId);
        if (!place.IsAcquired)
        {
            place.Dispose();
            throw new RateLimitedException("Too many connections at once. Please close some.", UntilOneCloses);
        }
        try
        {
            if (isNew)
                (await openings.AcquireAsync(userId, permitCount: 1, cancellationToken)).Dispose();
            return place;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Returns when it is the connection's time for another call. Until then nothing is read from it, and in the end its sender has to wait:
    /// refusing would cost as much as doing what was asked.
    /// </summary>
    public async ValueTask Pace(string connectionId, CancellationToken cancellationToken)
    {
        if (options.Value.Enabled)
            (await calls.AcquireAsync(connectionId, permitCount: 1, cancellationToken)).Dispose();
    }

    public void Dispose()
    {
        connections.Dispose();
        openings.Dispose();
        calls.Dispose();
    }
}
