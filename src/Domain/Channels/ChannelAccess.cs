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

    /// <summary>Between particular people, who are told of every message.</summary>
    public bool IsDirect => Type is ChannelType.Direct or ChannelType.GroupDm;

    /// <exception cref="NotFoundException">The channel is private and the user is no member, whatever the workspace role.</exception>
    /// <exception cref="ForbiddenException">The user sees the channel and may not do this.</exception>
    public void Demand(Permission permission)
    {
        if (Type != ChannelType.Public && !IsMember)
            throw new NotFoundException("The channel");
        if (!PermissionMatrix.Allows(WorkspaceRole, Membership, permission))
            throw new ForbiddenException("Your role does not allow this.");
        if (Archived && !PermissionMatrix.AllowsWhileArchived(permission))
            throw new ForbiddenException("The channel is archived: it can be read, and not written to.");
        if (IsDirect && !PermissionMatrix.AllowsInDirect(permission))
            throw new ForbiddenException("A direct conversation is between the same people, and has nothing to manage.");
        if (!IsMember && PermissionMatrix.NeedsMembership(permission))
            throw new ForbiddenException("Join the channel first.");
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
    /// <param name="online">Who is online in the workspace; asked for when <see cref="Mentions.Here"/>.</param>
    /// <param name="fileIds">What it is sent with, in this order; null is nothing.</param>
    public Message Post(
        string content, Guid? threadId, Guid? clientMessageId, IReadOnlyList<Guid> online, TimeProvider clock, IReadOnlyList<Guid>? fileIds = null)
    {
        Demand(Permission.PostMessage);
        return Message.Post(this, content, threadId, clientMessageId, fileIds ?? [], MentionedIn(content, online), clock);
    }

    /// <summary>Whom this user mentions with a text here. Without the permission @channel and @here are text like any other.</summary>
    /// <param name="online">As for <see cref="Post"/>.</param>
    public Mentioned MentionedIn(string content, IReadOnlyList<Guid> online)
    {
        var mentions = Mentions.In(content);
        var mayMentionEveryone = PermissionMatrix.Allows(WorkspaceRole, Membership, Permission.MentionEveryone);
        return new Mentioned(mentions.Calls, mayMentionEveryone && mentions.Channel, mayMentionEveryone && mentions.Here ? online : []);
    }
}
