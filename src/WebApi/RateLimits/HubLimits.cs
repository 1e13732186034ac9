using System.Threading.RateLimiting;
using ChatFlow.Domain;
using Microsoft.Extensions.Options;

namespace ChatFlow.WebApi.RateLimits;

/// <summary>What one user may take of this node: so many connections to the hub, so many bytes that are read of them, and calls at a certain pace.</summary>
internal sealed class HubLimits(IOptions<RateLimitOptions> options) : IDisposable
{
    /// <summary>After as many as two times the connections that they may have.</summary>
    private const int OpeningsPerSecond = 5;

    /// <summary>Of one user, on all connections: what a rest has saved up on fifty of them would be fifty at once, and everybody's pushes behind them.</summary>
    private const int CallsAtOnce = 2;

    /// <summary>In a second: what was held back goes on in small parts.</summary>
    private const int Parts = 10;

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
            QueueLimit = options.Value.ConnectionsPerUser,
        }));

    /// <summary>Calls have their pace; pings and what is no call cost as well.</summary>
    private readonly PartitionedRateLimiter<Guid> reading = PartitionedRateLimiter.Create<Guid, Guid>(user => RateLimitPartition.GetTokenBucketLimiter(
        user, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Value.HubBytesPerSecond,
            TokensPerPeriod = options.Value.HubBytesPerSecond / Parts,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1) / Parts,
            // One read of each connection, and those are counted.
            QueueLimit = int.MaxValue,
        }));

    /// <summary>Not each connection for itself: fifty would be fifty times as much. Those that wait take turns, as of each one call is worked on at a time.</summary>
    private readonly PartitionedRateLimiter<Guid> calls = PartitionedRateLimiter.Create<Guid, Guid>(user => RateLimitPartition.GetTokenBucketLimiter(
        user, _ => PaceOfCalls(options.Value)));

    private readonly PartitionedRateLimiter<Guid> turns = PartitionedRateLimiter.Create<Guid, Guid>(user => RateLimitPartition.GetConcurrencyLimiter(
        user, _ => new ConcurrencyLimiterOptions { PermitLimit = CallsAtOnce, QueueLimit = int.MaxValue }));

    /// <summary>Returns when it is time for another connection of theirs.</summary>
    /// <param name="isNew">False for a request of a connection that there is.</param>
    /// <returns>To be disposed when the connection has closed; null when nobody is limited.</returns>
    /// <exception cref="RateLimitedException">They have too many.</exception>
    public async ValueTask<IDisposable?> Open(Guid userId, bool isNew, CancellationToken cancellationToken)
    {
        if (!options.Value.Enabled)
            return null;
        var place = connections.AttemptAcquire(userId);
        try
        {
            // Who has no place waits as well: being refused and coming again at once costs no less.
            if (isNew)
                await TimeToOpen(userId, cancellationToken);
            if (!place.IsAcquired)
                throw new RateLimitedException("Too many connections at once. Please close some.", UntilOneCloses);
            return place;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    /// <summary>Returns when it is time for so many bytes more of this user.</summary>
    public async ValueTask Read(Guid userId, int bytes, CancellationToken cancellationToken) =>
        (await reading.AcquireAsync(userId, Math.Min(bytes, options.Value.HubBytesPerSecond), cancellationToken)).Dispose();

    /// <summary>
    /// Returns when it is time for another call of this user. Until then nothing is read from its connection, and in the end its sender has to wait:
    /// refusing would cost as much as doing what was asked.
    /// </summary>
    /// <returns>To be disposed when the call has ended; null when nobody is limited.</returns>
    public async ValueTask<IDisposable?> Pace(Guid userId, CancellationToken cancellationToken)
    {
        if (!options.Value.Enabled)
            return null;
        (await calls.AcquireAsync(userId, permitCount: 1, cancellationToken)).Dispose();
        return await turns.AcquireAsync(userId, permitCount: 1, cancellationToken);
    }

    public void Dispose()
    {
        connections.Dispose();
        openings.Dispose();
        reading.Dispose();
        calls.Dispose();
        turns.Dispose();
    }

    internal static TokenBucketRateLimiterOptions PaceOfCalls(RateLimitOptions options)
    {
        // Not a second's at once: those that wait on many connections would all go together, and everybody else behind them.
        var part = Math.Max(options.HubCallsPerSecond / Parts, 1);
        return new()
        {
            TokenLimit = Math.Max(options.HubBurst, options.HubCallsPerSecond),
            TokensPerPeriod = part,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1) * part / options.HubCallsPerSecond,
            // One of each connection, and those are counted.
            QueueLimit = int.MaxValue,
        };
    }

    private async ValueTask TimeToOpen(Guid userId, CancellationToken cancellationToken)
    {
        using var opening = await openings.AcquireAsync(userId, permitCount: 1, cancellationToken);
        if (!opening.IsAcquired)
            throw new RateLimitedException("Too many connections are being opened at once. Please wait a moment.", UntilOneCloses);
    }
}
