namespace ChatFlow.Domain.Presence;

/// <summary>How somebody wants to be seen while they are connected; <see cref="Offline"/> hides that they are.</summary>
public enum PresenceStatus
{
    Online,
    Away,
    Dnd,
    Offline,
}

/// <summary>Others see somebody otherwise than before.</summary>
/// <param name="WorkspaceIds">Those that the user is an active member of.</param>
public sealed record PresenceChanged(Guid UserId, PresenceStatus Status, DateTimeOffset At, IReadOnlyList<Guid> WorkspaceIds) : IDomainEvent;

/// <summary>The last connection that a user had to this node is gone; they may have others, to other nodes.</summary>
public sealed record ConnectionsClosed(Guid UserId) : IDomainEvent;
