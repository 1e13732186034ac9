namespace ChatFlow.Infrastructure.Presence;

/// <param name="Until">When it ran out.</param>
internal sealed record ExpiredLease(Guid UserId, DateTimeOffset Until);

/// <summary>
/// Who is seen: a lease a user, that every node which has a connection of theirs prolongs. Nobody has to say that a node died: what
/// it held runs out. Whoever makes a lease, or takes away one that ran out, is told so, and no other node is.
/// </summary>
internal interface ILeases
{
    /// <summary>Makes or prolongs the users' leases. What it has to say is said in the order of the calls, before the first wait.</summary>
    /// <returns>Those who had none.</returns>
    Task<IReadOnlyList<Guid>> Hold(IReadOnlyCollection<Guid> userIds, DateTimeOffset until);

    /// <summary>Takes away what has run out, and what no clock that is right would have given. Until then it counts, so that everybody sees a user go when all are told.</summary>
    Task<IReadOnlyList<ExpiredLease>> TakeExpired();

    /// <returns>Those who have a lease; null when it cannot be known.</returns>
    Task<IReadOnlySet<Guid>?> Held(IReadOnlyCollection<Guid> userIds);
}
