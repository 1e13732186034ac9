using ChatFlow.Domain.Permissions;
using ChatFlow.Domain.Workspaces;

namespace ChatFlow.Domain.Tests.Permissions;

public class PermissionMatrixTests
{
    [TestCase(WorkspaceRole.Owner, true)]
    [TestCase(WorkspaceRole.Admin, true)]
    [TestCase(WorkspaceRole.Moderator, true)]
    [TestCase(WorkspaceRole.Member, false)]
    public void Channels_AreCreatedByModeratorsAndUp(WorkspaceRole role, bool allowed) =>
        Assert.That(PermissionMatrix.Allows(role, Permission.CreateChannel), Is.EqualTo(allowed));

    [Test]
    public void EveryPermissionInAWorkspace_HasARow()
    {
        var scoped = Enum.GetValues<Permission>().Except([Permission.Anonymous, Permission.SignedIn]);
        Assert.That(scoped.Where(p => !PermissionMatrix.Allows(WorkspaceRole.Owner, p)), Is.Empty, "an owner may do everything");
    }
}
