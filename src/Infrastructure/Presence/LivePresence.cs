using System.Diagnostics.Metrics;
using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Presence;
using ChatFlow.Application.Users;
using ChatFlow.Domain;
using ChatFlow.Domain.Presence;
using ChatFlow.Infrastructure.Caching;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ChatFlow.Infrastructure.Presence;

/// <summary>
/// Counts the connections of this node, holds the leases of those who have any, and announces what it made or took of them. See
/// docs/decisions/0013-presence.md.
/// </summary>
internal sealed partial class LivePresence(
    ILeases leases, NpgsqlDataSource postgres, Caches caches, IEventPublisher events, TimeProvider clock, ILogger<LivePresence> logger)
    : BackgroundService, IPresence
{
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);
    /// <summary>No lease is given for so long: one that is, is of a clock that was wrong and has been set back.</summary>
    public static readonly TimeSpan Never = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private static readonly string Hidden = WireName.Of(PresenceStatus.Offline);

    private static readonly UpDownCounter<int> Present = Telemetry.Meter.CreateUpDownCounter<int>(
        "chatflow.user.connected", "{user}", "People with at least one open socket to this node.");

    // A lease is asked for while it is held: leases are then in the order of the counts.
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, int> connections = [];

    public async Task Connected(Guid userId)
    {
        Task<IReadOnlyList<Guid>> holding;
        lock (gate)
        {
            connections[userId] = connections.GetValueOrDefault(userId) + 1;
            if (connections[userId] == 1)
                Present.Add(1);
            holding = leases.Hold([userId], UntilConnectedNoMore());
        }
        await Announce(await holding, gone: false);
    }

    public async Task Disconnected(Guid userId)
    {
        var now = clock.Now();
        Task holding;
        lock (gate)
        {
            if (connections[userId] > 1)
            {
                connections[userId]--;
                return;
            }
            connections.Remove(userId);
            Present.Add(-1);
            // Whoever is connected to another node is held by it again before this runs out.
            holding = leases.Hold([userId], now + Grace);
        }
        events.Publish([new ConnectionsClosed(userId)]);
        await holding;
        await SawLast([new ExpiredLease(userId, now + Grace)]);
    }

    public async Task Choose(Guid userId, PresenceStatus status, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        var changed = await connection.QuerySingleOrDefaultAsync<Guid?>(new CommandDefinition(
            PresenceSql.Choose, new { userId, status = WireName.Of(status), now }, cancellationToken: cancellationToken));
        if (changed is null)
            return;
        await caches.Profiles.Forget(userId);
        var audience = await connection.QuerySingleAsync<AudienceRow>(
            new CommandDefinition(PresenceSql.Audience, new { userIds = new[] { userId } }, cancellationToken: cancellationToken));
        events.Publish([new PresenceChanged(userId, status, now, audience.WorkspaceIds)]);
    }

    public async Task<IReadOnlyList<PresenceDto>> OnlineIn(Guid workspaceId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        var members = (await connection.QueryAsync<PresenceDto>(
            new CommandDefinition(PresenceSql.MembersWhoShow, new { workspaceId }, cancellationToken: cancellationToken))).AsList();
        var seen = await Seen(members.ConvertAll(member => member.UserId));
        return members.FindAll(member => seen.Contains(member.UserId));
    }

    public async Task<IReadOnlyList<PresenceDto>> OnlineAmong(IReadOnlyCollection<Guid> userIds, CancellationToken cancellationToken)
    {
        var seen = await Seen(userIds);
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<PresenceDto>(new CommandDefinition(
            PresenceSql.UsersWhoShow, new { userIds = seen.ToArray() }, cancellationToken: cancellationToken))).AsList();
    }

    public async Task<IReadOnlyList<UserDto>> AsSeen(IReadOnlyList<UserDto> users)
    {
        var seen = await Seen([.. users.Select(user => user.Id)]);
        return [.. users.Select(user => seen.Contains(user.Id) ? user : user with { Status = Hidden })];
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (beat, at) = (clock.GetTimestamp(), clock.GetUtcNow());
        using var timer = new PeriodicTimer(BetweenLooks, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                // A clock that was set would take away the leases of those who are here: they get new ones first.
                var wasSet = (clock.GetUtcNow() - at - clock.GetElapsedTime(beat)).Duration() > Heartbeat / 2;
                if (wasSet || clock.GetElapsedTime(beat) >= Heartbeat)
                {
                    (beat, at) = (clock.GetTimestamp(), clock.GetUtcNow());
                    await Beat();
                }
                var expired = await leases.TakeExpired();
                await Announce([.. expired.Select(lease => lease.UserId)], gone: true);
                await SawLast(expired);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(e);
            }
        }
    }

    private async Task Beat()
    {
        Task<IReadOnlyList<Guid>> holding;
        lock (gate)
            holding = leases.Hold([.. connections.Keys], UntilConnectedNoMore());
        // Those whose lease was lost: Redis forgot it, or this node was silent for too long.
        await Announce(await holding, gone: false);
    }

    // Should this node die right before its next heartbeat, its users still get their grace.
    private DateTimeOffset UntilConnectedNoMore() => clock.Now() + Heartbeat + Grace;

    private async Task<IReadOnlySet<Guid>> Seen(IReadOnlyCollection<Guid> userIds)
    {
        if (await leases.Held(userIds) is { } held)
            return held;
        lock (gate)
            return userIds.Where(connections.ContainsKey).ToHashSet();
    }

    /// <summary>Tells that users came or are gone. Of those who hide nothing is told.</summary>
    private async Task Announce(IReadOnlyList<Guid> userIds, bool gone)
    {
        if (userIds.Count == 0)
            return;
        try
        {
            await using var connection = await postgres.OpenConnectionAsync();
            var audiences = await connection.QueryAsync<AudienceRow>(PresenceSql.Audience, new { userIds = userIds.ToArray() });
            events.Publish([.. from audience in audiences
                               where audience.Status != Hidden
                               let status = gone ? PresenceStatus.Offline : Enum.Parse<PresenceStatus>(audience.Status, ignoreCase: true)
                               select new PresenceChanged(audience.UserId, status, clock.Now(), audience.WorkspaceIds)]);
        }
        catch (NpgsqlException e)
        {
            Untold(userIds.Count, e);
        }
    }

    /// <param name="expired">Leases that run out when the grace is over that began with the end of the last connection.</param>
    private async Task SawLast(IReadOnlyList<ExpiredLease> expired)
    {
        if (expired.Count == 0)
            return;
        try
        {
            await using var connection = await postgres.OpenConnectionAsync();
            await connection.ExecuteAsync(PresenceSql.SawLast, expired.Select(lease => new { lease.UserId, at = Earlier(lease.Until - Grace, clock.Now()) }));
            foreach (var lease in expired)
                await caches.Profiles.Forget(lease.UserId);
        }
        catch (NpgsqlException e)
        {
            Untold(expired.Count, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "That {Count} users came or went could not be told")]
    private partial void Untold(int count, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Presence could not be looked after; trying again in a moment")]
    private partial void Failed(Exception exception);

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private sealed class AudienceRow
    {
        public Guid UserId { get; init; }
        public required string Status { get; init; }
        public required Guid[] WorkspaceIds { get; init; }
    }
}
