using ChatFlow.Domain.Workspaces;

namespace ChatFlow.Domain.Permissions;

/// <summary>
/// Which role may do what in a workspace. The only place where role names are compared; channels add membership
/// and privacy on top (<see cref="Channels.ChannelAccess"/>), members their rank (<see cref="Workspaces.Member"/>).
/// </summary>
public static class PermissionMatrix
{
    private const bool Yes = true;
    private const bool No = false;

    private static readonly Dictionary<Permission, bool[]> Rows = new()
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
        [Permission.ReadChannel] = [Yes, Yes, Yes, Yes],
        [Permission.JoinChannel] = [Yes, Yes, Yes, Yes],
        [Permission.PostMessage] = [Yes, Yes, Yes, Yes],
        [Permission.EditMessage] = [Yes, Yes, Yes, Yes],
        [Permission.DeleteMessage] = [Yes, Yes, Yes, Yes],
        [Permission.DeleteAnyMessage] = [Yes, Yes, Yes, No],
        [Permission.ReactToMessage] = [Yes, Yes, Yes, Yes],
        [Permission.PinMessage] = [Yes, Yes, Yes, Yes],
        [Permission.MentionEveryone] = [Yes, Yes, Yes, No],
    };

    public static bool Allows(WorkspaceRole role, Permission permission) =>
        Rows.TryGetValue(permission, out var row) && row[(int)role];
}
