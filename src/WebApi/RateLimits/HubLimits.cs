using System.Threading.RateLimiting;
using ChatFlow.Domain;
using Microsoft.Extensions.Options;

namespace ChatFlow.WebApi.RateLimits;

/// <summary>What one client may take of this node: so many connections to the hub, and on each of them calls at a certain pace.</summary>
internal sealed class HubLimits(IOptions<RateLimitOptions> options) : IDisposable
{
    /// <summary>Until one of somebody's connections may have closed.</summary>
    private static readonly TimeSpan UntilOneCloses = TimeSpan.FromSeconds(10);

    private readonly PartitionedRateLimiter<Guid> connections = PartitionedRateLimiter.Create<Guid, Guid>(user => RateLimitPartition.GetConcurrencyLimiter(
        user, _ => new ConcurrencyLimiterOptions { PermitLimit = options.Value.ConnectionsPerUser }));

    private readonly PartitionedRateLimiter<string> calls = PartitionedRateLimiter.Create<string, string>(connection => RateLimitPartition.GetTokenBucketLimiter(
        connection, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = Math.Max(options.Value.HubBurst, options.Value.HubCallsPerSecond),
            TokensPerPeriod = options.Value.HubCallsPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            // Of a connection one call is worked on at a time: no more than that one waits here.
            QueueLimit = 1,
        }));

    /// <returns>To be disposed when the connection has closed; null when nobody is limited.</returns>
    /// <exception cref="RateLimitedException">They have too many.</exception>
    public IDisposable? Open(Guid userId)
    {
        if (!options.Value.Enabled)
            return null;
        var place = connections.AttemptAcquire(userId);
        if (place.IsAcquired)
            return place;
        place.Dispose();
        throw new RateLimitedException("Too many connections at once. Please close some.", UntilOneCloses);
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
        calls.Dispose();
    }
}
