using ChatFlow.Domain;

namespace ChatFlow.Infrastructure.Presence;

/// <summary>For a node alone: in its own memory, so that it needs no Redis.</summary>
internal sealed class LocalLeases(TimeProvider clock) : ILeases
{
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, DateTimeOffset> leases = [];

    public Task<IReadOnlyList<Guid>> Hold(IReadOnlyCollection<Guid> userIds, DateTimeOffset until)
    {
        lock (gate)
        {
            List<Guid> made = [];
            foreach (var userId in userIds)
            {
                if (!leases.ContainsKey(userId))
                    made.Add(userId);
                leases[userId] = until;
            }
            return Task.FromResult<IReadOnlyList<Guid>>(made);
        }
    }

    public Task<IReadOnlyList<ExpiredLease>> TakeExpired()
    {
        var now = clock.Now();
        lock (gate)
        {
            var expired = leases.Where(lease => lease.Value <= now || lease.Value > now + LivePresence.Never).Select(lease => new ExpiredLease(lease.Key, lease.Value)).ToList();
            foreach (var lease in expired)
                leases.Remove(lease.UserId);
            return Task.FromResult<IReadOnlyList<ExpiredLease>>(expired);
        }
    }

    public Task<IReadOnlySet<Guid>?> Held(IReadOnlyCollection<Guid> userIds)
    {
        lock (gate)
            return Task.FromResult<IReadOnlySet<Guid>?>(userIds.Where(leases.ContainsKey).ToHashSet());
    }
}
