using ChatFlow.Domain.Messages;
using ChatFlow.Domain.Permissions;
using ChatFlow.Domain.Workspaces;

namespace ChatFlow.Domain.Channels;

/// <summary>What one user may do in one channel, decided from the workspace role, the membership and the channel's state.</summary>
/// <param name="Membership">Null when the user has not joined.</param>
public sealed record ChannelAccess(
    Guid ChannelId, Guid WorkspaceId, Guid UserId, ChannelType Type, bool Archived, WorkspaceRole WorkspaceRole, ChannelRole? Membership)
{
    public bool IsMember => Membership is not null;

    /// <exception cref="NotFoundException">The channel is private and the user is no member, whatever the workspace role.</exception>
    /// <exception cref="ForbiddenException">The user sees the channel and may not do this.</exception>
    public void Demand(Permission permission)
    {
        if (Type == ChannelType.Private && !IsMember)
            throw new NotFoundException("The channel");
        if (!PermissionMatrix.Allows(WorkspaceRole, Membership, permission))
            throw new ForbiddenException("Your role does not allow this.");
        if (Archived && !PermissionMatrix.AllowsWhileArchived(permission))
            throw new ForbiddenException("The channel is archived: it can be read, and not written to.");
        if (permission == Permission.PostMessage && !IsMember)
            throw new ForbiddenException("Join the channel to write in it.");
        if (permission == Permission.LeaveChannel && !IsMember)
            throw new NotFoundException("The member");
    }

    /// <summary>Whether this user may make somebody a member here, or give a member another role.</summary>
    /// <param name="held">The role that they have; null for who is no member yet.</param>
    /// <param name="asked">Null keeps the role of a member, and makes a newcomer an ordinary one.</param>
    /// <returns>The role that they get; <paramref name="held"/> when nothing changes.</returns>
    /// <exception cref="ForbiddenException">
    /// Others are brought in by members and by those who manage members; roles are given by the latter alone.
    /// </exception>
    public ChannelRole Admit(Guid userId, ChannelRole? held, ChannelRole? asked)
    {
        Demand(Permission.JoinChannel);
        if (userId != UserId && !IsMember && !PermissionMatrix.Allows(WorkspaceRole, Membership, Permission.ManageChannelMembers))
            throw new ForbiddenException("Join the channel before you bring others in.");
        var role = asked ?? held ?? ChannelRole.Member;
        if (role != (held ?? ChannelRole.Member))
            Demand(Permission.ManageChannelMembers);
        return role;
    }

    /// <summary>A new message of this user here; it has no place in the log until it is committed.</summary>
    public Message Post(string content, Guid? threadId, Guid? clientMessageId, TimeProvider clock)
    {
        Demand(Permission.PostMessage);
        return Message.Post(ChannelId, UserId, content, threadId, clientMessageId, clock);
    }
}
