using ChatFlow.Domain;
using ChatFlow.Domain.Channels;
using ChatFlow.Domain.Workspaces;

namespace ChatFlow.Application.Permissions;

/// <summary>What users may do, read from memberships. May be cached, never stale: every change of a membership forgets exactly it.</summary>
public interface IAccess
{
    /// <exception cref="NotFoundException">No such channel, or the user is no active member of its workspace.</exception>
    Task<ChannelAccess> ToChannel(Guid channelId, Guid userId, CancellationToken cancellationToken);

    /// <summary>As <see cref="ToChannel"/>, for the channel that the message stands in.</summary>
    /// <exception cref="NotFoundException">No such message, or one that the user may not know of.</exception>
    Task<ChannelAccess> ToMessage(Guid messageId, Guid userId, CancellationToken cancellationToken);

    /// <exception cref="NotFoundException">No such workspace, or the user is no active member of it.</exception>
    Task<WorkspaceRole> RoleIn(Guid workspaceId, Guid userId, CancellationToken cancellationToken);

    /// <summary>Drops what is cached of this user in this channel, on every node; awaited after the commit that changed it, before it is told.</summary>
    ValueTask Forget(Guid channelId, Guid userId);

    /// <summary>As <see cref="Forget"/>, of what the channel itself is: archived, deleted.</summary>
    ValueTask ForgetChannel(Guid channelId);

    /// <summary>As <see cref="Forget"/>, of the user in the workspace; their memberships of its channels are apart.</summary>
    ValueTask ForgetMember(Guid workspaceId, Guid userId);

    /// <summary>As <see cref="Forget"/>, for everybody in every workspace: one has been deleted.</summary>
    ValueTask ForgetWorkspaces();
}
