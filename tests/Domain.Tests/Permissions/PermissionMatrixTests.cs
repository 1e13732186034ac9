using ChatFlow.Domain.Channels;
using ChatFlow.Domain.Permissions;
using ChatFlow.Domain.Workspaces;

namespace ChatFlow.Domain.Tests.Permissions;

public class PermissionMatrixTests
{
    private static readonly Permission[] Scoped = [.. Enum.GetValues<Permission>().Except([Permission.Anonymous, Permission.SignedIn])];

    [TestCase(WorkspaceRole.Owner, true)]
    [TestCase(WorkspaceRole.Admin, true)]
    [TestCase(WorkspaceRole.Moderator, true)]
    [TestCase(WorkspaceRole.Member, false)]
    public void Channels_AreCreatedByModeratorsAndUp(WorkspaceRole role, bool allowed) =>
        Assert.That(PermissionMatrix.Allows(role, Permission.CreateChannel), Is.EqualTo(allowed));

    // Each line: the workspace roles from owner to member, then a member of the workspace who is moderator of the channel.
    [TestCase(Permission.ReadChannel, "yes yes yes yes | yes")]
    [TestCase(Permission.JoinChannel, "yes yes yes yes | yes")]
    [TestCase(Permission.LeaveChannel, "yes yes yes yes | yes")]
    [TestCase(Permission.PostMessage, "yes yes yes yes | yes")]
    [TestCase(Permission.UpdateChannel, "yes yes yes no | yes")]
    [TestCase(Permission.ManageChannelMembers, "yes yes yes no | yes")]
    [TestCase(Permission.ArchiveChannel, "yes yes no no | no")]
    [TestCase(Permission.DeleteChannel, "yes yes no no | no")]
    [TestCase(Permission.CreateChannel, "yes yes yes no | no")]
    [TestCase(Permission.UpdateWorkspace, "yes yes no no | no")]
    public void BeingModeratorOfAChannel_AddsToTheWorkspaceRole_InThatChannelAlone(Permission permission, string expected)
    {
        var roles = Enum.GetValues<WorkspaceRole>().Select(role => PermissionMatrix.Allows(role, ChannelRole.Member, permission));
        var moderator = PermissionMatrix.Allows(WorkspaceRole.Member, ChannelRole.Moderator, permission);
        Assert.That($"{string.Join(' ', roles.Select(Word))} | {Word(moderator)}", Is.EqualTo(expected));
        Assert.That(
            Enum.GetValues<WorkspaceRole>().Where(r =>
                PermissionMatrix.Allows(r, null, permission) != PermissionMatrix.Allows(r, ChannelRole.Member, permission)),
            Is.Empty, "to be an ordinary member gives no rights that a role gives");
    }

    [Test]
    public void AnArchivedChannel_CanBeRead_Left_TakenOutOfTheArchive_Deleted_AndItsMembersRemoved() => Assert.That(
        Scoped.Where(PermissionMatrix.AllowsWhileArchived),
        Is.EquivalentTo(new[]
        {
            Permission.ReadChannel, Permission.LeaveChannel, Permission.ArchiveChannel, Permission.DeleteChannel, Permission.ManageChannelMembers,
            Permission.FollowChannel,
        }));

    [Test]
    public void EveryScopedPermission_HasARow() => Assert.That(
        Scoped.Where(p => !PermissionMatrix.Allows(WorkspaceRole.Owner, p)), Is.Empty, "an owner may do everything");

    private static string Word(bool allowed) => allowed ? "yes" : "no";
}
