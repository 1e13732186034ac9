using ChatFlow.Domain.Workspaces;
using Microsoft.Extensions.Time.Testing;
using static ChatFlow.Domain.Workspaces.WorkspaceRole;

namespace ChatFlow.Domain.Tests.Workspaces;

public class MemberTests
{
    private static readonly Member TheOwner = Of(Owner);

    [TestCase(Owner, Admin, null)]
    [TestCase(Owner, WorkspaceRole.Member, null)]
    [TestCase(Admin, Moderator, null)]
    [TestCase(Admin, WorkspaceRole.Member, null)]
    [TestCase(Admin, Admin, typeof(ForbiddenException))]
    [TestCase(Admin, Owner, typeof(UnprocessableException))]
    [TestCase(Moderator, WorkspaceRole.Member, typeof(ForbiddenException))]
    [TestCase(WorkspaceRole.Member, Owner, typeof(ForbiddenException))]
    public void Removal_IsForHigherRanks_AndNobodyRemovesTheOwner(WorkspaceRole by, WorkspaceRole of, Type? refusal) =>
        Refused(() => Of(by).DemandRemovalOf(Of(of)), refusal);

    [TestCase(Owner, typeof(UnprocessableException))]
    [TestCase(Admin, null)]
    [TestCase(Moderator, null)]
    [TestCase(WorkspaceRole.Member, null)]
    public void Leaving_IsForEverybodyButTheLastOwner(WorkspaceRole role, Type? refusal) => Refused(Of(role).DemandLeaving, refusal);

    [TestCase(Owner, Admin, null)]
    [TestCase(Owner, Owner, typeof(UnprocessableException))]
    [TestCase(Admin, Admin, null)]
    [TestCase(Admin, WorkspaceRole.Member, null)]
    [TestCase(Admin, Owner, typeof(UnprocessableException))]
    [TestCase(Moderator, WorkspaceRole.Member, typeof(ForbiddenException))]
    [TestCase(WorkspaceRole.Member, WorkspaceRole.Member, typeof(ForbiddenException))]
    public void Invitation_IsNeverAboveOnesOwnRank_AndNeverAsOwner(WorkspaceRole by, WorkspaceRole invited, Type? refusal) =>
        Refused(() => Of(by).DemandInvitationAs(invited), refusal);

    [Test]
    public void Ownership_IsGivenAway_AndNeverGivenUp()
    {
        var member = Of(WorkspaceRole.Member);
        Assert.Multiple(() =>
        {
            Assert.That(TheOwner.GiveRole(member, Owner), Is.EqualTo(RoleChange.OwnershipTransferred));
            Assert.That(TheOwner.GiveRole(member, Admin), Is.EqualTo(RoleChange.RoleChanged));
            Assert.That(TheOwner.GiveRole(member, WorkspaceRole.Member), Is.EqualTo(RoleChange.None));
            Assert.That(TheOwner.GiveRole(TheOwner, Owner), Is.EqualTo(RoleChange.None));
            Assert.That(() => TheOwner.GiveRole(TheOwner, Admin), Throws.TypeOf<UnprocessableException>());
        });
    }

    [Test]
    public void Roles_AreGivenByTheOwnerOnly([Values(Admin, Moderator, WorkspaceRole.Member)] WorkspaceRole by, [Values] WorkspaceRole role) =>
        Assert.That(() => Of(by).GiveRole(Of(WorkspaceRole.Member), role), Throws.TypeOf<ForbiddenException>());

    [Test]
    public void Invite_LastsSevenDays_OnceForAMail_AndForALinkWithoutLimit()
    {
        var clock = new FakeTimeProvider();
        Invite Made(string? email, int? uses = null, int? hours = null) =>
            Invite.By(TheOwner, Guid.AllBitsSet, email, WorkspaceRole.Member, uses, hours, clock);
        Assert.Multiple(() =>
        {
            Assert.That(Made(null).MaxUses, Is.Null);
            Assert.That(Made("a@example.org").MaxUses, Is.EqualTo(1));
            Assert.That(Made("a@example.org", uses: 3).MaxUses, Is.EqualTo(3));
            Assert.That(Made(null).ExpiresAt - clock.Now(), Is.EqualTo(TimeSpan.FromDays(7)));
            Assert.That(Made(null, hours: 2).ExpiresAt - clock.Now(), Is.EqualTo(TimeSpan.FromHours(2)));
        });
    }

    private static Member Of(WorkspaceRole role) => new(Guid.AllBitsSet, role);

    private static void Refused(Action action, Type? refusal) =>
        Assert.That(() => action(), refusal is null ? Throws.Nothing : Throws.TypeOf(refusal));
}
