using ChatFlow.Application.Audit;
using ChatFlow.Domain;
using ChatFlow.Domain.Channels;

namespace ChatFlow.Application.Channels;

/// <param name="IsNew">False when the user was a member already; then at most the role was changed.</param>
public sealed record Joined(ChannelMemberDto Member, bool IsNew);

public sealed record ChannelMemberPage(IReadOnlyList<ListedChannelMemberDto> Members, int Page, int Limit, long Total);

/// <summary>
/// Who belongs to a channel. Changes are decided by the Domain with the channel locked, take the next seq of its log, forget the
/// access that they change, and publish what happened, before they return.
/// </summary>
public interface IChannelMemberStore
{
    /// <summary>Makes the user a member who has read everything up to now, or gives a member another role.</summary>
    /// <param name="role">Null keeps the role of a member, and makes a newcomer an ordinary one.</param>
    /// <param name="audit">Its actor adds them; what it comes to decides the action that is logged. Not written when nothing changes.</param>
    /// <exception cref="NotFoundException">The user is no active member of the channel's workspace.</exception>
    /// <exception cref="ForbiddenException">The actor may not add them, or not give this role.</exception>
    Task<Joined> Add(Guid channelId, Guid userId, ChannelRole? role, AuditEntry audit, CancellationToken cancellationToken);

    /// <exception cref="NotFoundException">The user is no member.</exception>
    Task Remove(Guid channelId, Guid userId, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>As <see cref="Remove"/>, for the actor themself.</summary>
    Task Leave(Guid channelId, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>A member as the channel's other members see them.</summary>
    /// <exception cref="NotFoundException">The user is no member.</exception>
    Task<ChannelMemberDto> Get(Guid channelId, Guid userId, CancellationToken cancellationToken);

    /// <summary>The members by display name.</summary>
    /// <param name="search">Part of a display name or username, whatever its case; null for everybody.</param>
    Task<ChannelMemberPage> List(Guid channelId, string? search, int page, int limit, CancellationToken cancellationToken);

    /// <summary>The ids of all members; of a deleted channel, who they were.</summary>
    Task<IReadOnlyList<Guid>> IdsOf(Guid channelId, CancellationToken cancellationToken);
}
