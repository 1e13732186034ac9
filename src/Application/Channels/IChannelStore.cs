using ChatFlow.Application.Audit;
using ChatFlow.Domain;
using ChatFlow.Domain.Channels;

namespace ChatFlow.Application.Channels;

/// <summary>What is null stays as it is; an empty description or topic is taken away.</summary>
public sealed record ChannelSettings(string? Name, string? Description, string? Topic);

/// <summary>
/// Channels. Every change takes the next seq of the channel's log in its own transaction, with the channel locked and the actor's
/// rights asked again; it forgets the access that it ends, and publishes what happened, before it returns.
/// </summary>
public interface IChannelStore
{
    /// <summary>Adds the channel with its creator as first member and moderator, and publishes its events.</summary>
    /// <exception cref="ConflictException">The name is taken in this workspace.</exception>
    /// <exception cref="NotFoundException">The creator is no active member of the workspace (any more).</exception>
    Task Add(Channel channel, AuditEntry audit, CancellationToken cancellationToken);

    /// <param name="audit">Its actor changes the channel; written when something changes.</param>
    /// <exception cref="ConflictException">The name is taken in this workspace.</exception>
    /// <exception cref="ForbiddenException">The actor's role does not allow it, or the channel is archived.</exception>
    Task Update(Guid channelId, ChannelSettings settings, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Archives the channel, or takes it out of the archive; does nothing where it is so already.</summary>
    Task SetArchived(Guid channelId, bool archived, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Ends the channel for everybody, and frees its name. Nothing is erased.</summary>
    Task Delete(Guid channelId, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>The channel as this user sees it. Access is not asked here.</summary>
    /// <exception cref="NotFoundException">No such channel.</exception>
    Task<ChannelDto> Get(Guid channelId, Guid userId, CancellationToken cancellationToken);

    /// <summary>The channels of a workspace that the user may know of: public ones and those they are a member of; by name.</summary>
    Task<IReadOnlyList<ChannelDto>> ListVisible(Guid workspaceId, Guid userId, CancellationToken cancellationToken);

    /// <summary>How far the logs of these channels go: of those that the user may read, and of no other.</summary>
    Task<IReadOnlyList<ChannelHead>> ReadableHeads(IReadOnlyList<Guid> channelIds, Guid userId, CancellationToken cancellationToken);

    /// <summary>The channel as nobody in particular sees it, also after it was deleted: one document for many viewers.</summary>
    /// <exception cref="NotFoundException">No such channel.</exception>
    Task<ChannelDto> Describe(Guid channelId, CancellationToken cancellationToken);
}
