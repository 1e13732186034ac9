using ChatFlow.Domain.Channels;
using ChatFlow.Domain.Workspaces;

namespace ChatFlow.Domain.Permissions;

/// <summary>
/// Which role may do what, in a workspace and in a channel. The only place where role names are compared; channels add membership
/// and privacy on top (<see cref="ChannelAccess"/>), members their rank (<see cref="Workspaces.Member"/>).
/// </summary>
public static class PermissionMatrix
{
    private const bool Yes = true;
    private const bool No = false;

    private static readonly Dictionary<Permission, bool[]> InWorkspaces = new()
    {
        //                              owner admin moderator member
        [Permission.ViewWorkspace] = [Yes, Yes, Yes, Yes],
        [Permission.UpdateWorkspace] = [Yes, Yes, No, No],
        [Permission.DeleteWorkspace] = [Yes, No, No, No],
        [Permission.LeaveWorkspace] = [Yes, Yes, Yes, Yes],
        [Permission.InviteMembers] = [Yes, Yes, No, No],
        [Permission.RemoveMembers] = [Yes, Yes, No, No],
        [Permission.ChangeRoles] = [Yes, No, No, No],
        [Permission.ViewAuditLog] = [Yes, Yes, No, No],
        [Permission.CreateChannel] = [Yes, Yes, Yes, No],
    };

    // What the workspace role allows in every channel that one may see; what being moderator of the channel allows
    // besides, whatever the workspace role; and whether an archived channel still allows it to those.
    private static readonly Dictionary<Permission, (bool[] Roles, bool ChannelModerator, bool WhileArchived)> InChannels = new()
    {
        //                              owner admin moderator member, moderator of the channel, while archived
        [Permission.ReadChannel] = ([Yes, Yes, Yes, Yes], Yes, Yes),
        [Permission.JoinChannel] = ([Yes, Yes, Yes, Yes], Yes, No),
        [Permission.LeaveChannel] = ([Yes, Yes, Yes, Yes], Yes, Yes),
        [Permission.PostMessage] = ([Yes, Yes, Yes, Yes], Yes, No),
        [Permission.UpdateChannel] = ([Yes, Yes, Yes, No], Yes, No),
        [Permission.ManageChannelMembers] = ([Yes, Yes, Yes, No], Yes, Yes),
        [Permission.ArchiveChannel] = ([Yes, Yes, No, No], No, Yes),
        [Permission.DeleteChannel] = ([Yes, Yes, No, No], No, Yes),
    };

    /// <summary>What the role allows in a workspace, and in its channels to who is no moderator of the channel.</summary>
    public static bool Allows(WorkspaceRole role, Permission permission) =>
        InChannels.TryGetValue(permission, out var channel) ? channel.Roles[(int)role]
            : InWorkspaces.TryGetValue(permission, out var roles) && roles[(int)role];

    /// <param name="membership">The role in the channel; null for who has not joined.</param>
    public static bool Allows(WorkspaceRole role, ChannelRole? membership, Permission permission) =>
        Allows(role, permission)
        || (membership == ChannelRole.Moderator && InChannels.TryGetValue(permission, out var channel) && channel.ChannelModerator);

    /// <summary>Whether an archived channel still allows it, to those who may do it at all.</summary>
    public static bool AllowsWhileArchived(Permission permission) =>
        InChannels.TryGetValue(permission, out var channel) && channel.WhileArchived;
}
