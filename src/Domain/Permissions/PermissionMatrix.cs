using ChatFlow.Domain.Workspaces;

namespace ChatFlow.Domain.Permissions;

/// <summary>
/// Which role may do what in a workspace. The only place where role names are compared; channels add membership
/// and privacy on top (<see cref="Channels.ChannelAccess"/>).
/// </summary>
public static class PermissionMatrix
{
    private const bool Yes = true;
    private const bool No = false;

    private static readonly Dictionary<Permission, bool[]> Rows = new()
    {
        //                              owner admin moderator member
        [Permission.ViewWorkspace] = [Yes, Yes, Yes, Yes],
        [Permission.CreateChannel] = [Yes, Yes, Yes, No],
        [Permission.ReadChannel] = [Yes, Yes, Yes, Yes],
        [Permission.JoinChannel] = [Yes, Yes, Yes, Yes],
        [Permission.PostMessage] = [Yes, Yes, Yes, Yes],
    };

    public static bool Allows(WorkspaceRole role, Permission permission) =>
        Rows.TryGetValue(permission, out var row) && row[(int)role];
}
