using ChatFlow.Application.Users;
using ChatFlow.Domain.Presence;

namespace ChatFlow.Application.Presence;

/// <summary>Somebody who is online, as others see them.</summary>
/// <param name="Status">online, away or dnd.</param>
public sealed record PresenceDto(Guid UserId, string Status);

/// <summary>
/// Who is connected, on any device, to any node, and how they want to be seen. Who loses their last connection is seen for 30 s
/// more, so that whoever comes back by then never went. Changes of what others see are published as <see cref="PresenceChanged"/>.
/// </summary>
public interface IPresence
{
    /// <summary>A connection of the user to this node was opened. Never fails: presence may be lost, the connection not.</summary>
    Task Connected(Guid userId);

    /// <summary>A connection that <see cref="Connected"/> was told of is gone. Never fails.</summary>
    Task Disconnected(Guid userId);

    /// <summary>How a user who is connected wants to be seen, then and whenever they connect again.</summary>
    Task Choose(Guid userId, PresenceStatus status, CancellationToken cancellationToken);

    /// <summary>The members of a workspace who are seen online.</summary>
    Task<IReadOnlyList<PresenceDto>> OnlineIn(Guid workspaceId, CancellationToken cancellationToken);

    /// <summary>Those of these users who are seen online.</summary>
    Task<IReadOnlyList<PresenceDto>> OnlineAmong(IReadOnlyCollection<Guid> userIds, CancellationToken cancellationToken);

    /// <summary>Users as the stores give them, with what they chose, made into what others see. One look-up for all.</summary>
    Task<IReadOnlyList<UserDto>> AsSeen(IReadOnlyList<UserDto> users);
}
