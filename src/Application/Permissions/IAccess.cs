using ChatFlow.Domain;
using ChatFlow.Domain.Channels;
using ChatFlow.Domain.Workspaces;

namespace ChatFlow.Application.Permissions;

/// <summary>What users may do, read from memberships. May be cached, never stale: every change of a membership forgets exactly it.</summary>
public interface IAccess
{
    /// <exception cref="NotFoundException">No such channel, or the user is no active member of its workspace.</exception>
    Task<ChannelAccess> ToChannel(Guid channelId, Guid userId, CancellationToken cancellationToken);

    /// <exception cref="NotFoundException">No such workspace, or the user is no active member of it.</exception>
    Task<WorkspaceRole> RoleIn(Guid workspaceId, Guid userId, CancellationToken cancellationToken);

    /// <summary>Drops what is remembered of this user in this channel; called after the commit that changed it.</summary>
    void Forget(Guid channelId, Guid userId);

    /// <summary>As <see cref="Forget"/>, for everybody.</summary>
    void ForgetChannel(Guid channelId);

    /// <summary>As <see cref="Forget"/>, for every channel of a workspace: also public ones that the user only reads.</summary>
    void ForgetMember(Guid workspaceId, Guid userId);

    /// <summary>As <see cref="Forget"/>, for every channel of a workspace and everybody.</summary>
    void ForgetWorkspace(Guid workspaceId);
}
