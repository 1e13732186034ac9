using ChatFlow.Domain.Channels;
using ChatFlow.Domain.Messages;
using ChatFlow.Domain.Permissions;
using ChatFlow.Domain.Workspaces;
using Microsoft.Extensions.Time.Testing;

namespace ChatFlow.Domain.Tests.Channels;

public class ChannelAccessTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero).AddTicks(9));

    [Test]
    public void PublicChannel_IsReadByEveryoneOfTheWorkspace_AndWrittenByMembers()
    {
        var access = Access(ChannelType.Public, membership: null);
        Assert.Multiple(() =>
        {
            Assert.That(() => access.Demand(Permission.ReadChannel), Throws.Nothing);
            Assert.That(() => access.Demand(Permission.JoinChannel), Throws.Nothing);
            Assert.That(() => access.Demand(Permission.PostMessage), Throws.TypeOf<ForbiddenException>());
            Assert.That(() => (access with { Membership = ChannelRole.Member }).Demand(Permission.PostMessage), Throws.Nothing);
        });
    }

    [Test]
    public void PrivateChannel_DoesNotExistForNonMembers_WhateverTheirRole(
        [Values] WorkspaceRole role,
        [Values(
            Permission.ReadChannel, Permission.JoinChannel, Permission.LeaveChannel, Permission.PostMessage, Permission.UpdateChannel,
            Permission.ManageChannelMembers, Permission.ArchiveChannel, Permission.DeleteChannel)] Permission permission)
    {
        var access = Access(ChannelType.Private, membership: null) with { WorkspaceRole = role };
        Assert.That(() => access.Demand(permission), Throws.TypeOf<NotFoundException>());
        if (PermissionMatrix.Allows(role, permission))
            Assert.That(() => (access with { Membership = ChannelRole.Member }).Demand(permission), Throws.Nothing);
    }

    [TestCase(Permission.ReadChannel, true)]
    [TestCase(Permission.LeaveChannel, true)]
    [TestCase(Permission.ManageChannelMembers, true)]
    [TestCase(Permission.UpdateChannel, false)]
    [TestCase(Permission.PostMessage, false)]
    [TestCase(Permission.JoinChannel, false)]
    public void ArchivedChannel_TakesNothingNew(Permission permission, bool allowed)
    {
        var access = Access(ChannelType.Public, ChannelRole.Moderator) with { Archived = true };
        Assert.That(() => access.Demand(permission), allowed ? Throws.Nothing : Throws.TypeOf<ForbiddenException>());
    }

    [Test]
    public void Leaving_WithoutBeingIn_IsNotFound() => Assert.That(
        () => Access(ChannelType.Public, membership: null).Demand(Permission.LeaveChannel), Throws.TypeOf<NotFoundException>());

    // Who admits, themself or another, what the other holds, what is asked for: what they get; null where it is refused.
    [TestCase(null, true, null, null, ChannelRole.Member)]
    [TestCase(null, true, null, ChannelRole.Moderator, null)]
    [TestCase(null, false, null, null, null)]
    [TestCase(ChannelRole.Member, false, null, null, ChannelRole.Member)]
    [TestCase(ChannelRole.Member, false, null, ChannelRole.Moderator, null)]
    [TestCase(ChannelRole.Member, false, ChannelRole.Member, ChannelRole.Moderator, null)]
    [TestCase(ChannelRole.Member, false, ChannelRole.Moderator, ChannelRole.Member, null)]
    [TestCase(ChannelRole.Member, false, ChannelRole.Moderator, ChannelRole.Moderator, ChannelRole.Moderator)]
    [TestCase(ChannelRole.Member, false, ChannelRole.Moderator, null, ChannelRole.Moderator)]
    [TestCase(ChannelRole.Moderator, false, ChannelRole.Member, ChannelRole.Moderator, ChannelRole.Moderator)]
    [TestCase(ChannelRole.Moderator, false, null, ChannelRole.Moderator, ChannelRole.Moderator)]
    [TestCase(ChannelRole.Moderator, true, ChannelRole.Moderator, ChannelRole.Member, ChannelRole.Member)]
    public void Roles_AreGivenByThoseWhoManageMembers(ChannelRole? by, bool self, ChannelRole? held, ChannelRole? asked, ChannelRole? given)
    {
        var access = Access(ChannelType.Public, by);
        var admit = () => access.Admit(self ? access.UserId : Guid.Empty, held, asked);
        if (given is null)
            Assert.That(admit, Throws.TypeOf<ForbiddenException>());
        else
            Assert.That(admit(), Is.EqualTo(given));
    }

    [Test]
    public void ModeratorOfTheWorkspace_ManagesMembers_WithoutBeingOne() => Assert.That(
        (Access(ChannelType.Public, membership: null) with { WorkspaceRole = WorkspaceRole.Moderator }).Admit(Guid.Empty, null, ChannelRole.Moderator),
        Is.EqualTo(ChannelRole.Moderator));

    [Test]
    public void Post_WithoutTheRight_MakesNoMessage() =>
        Assert.That(() => Access(ChannelType.Public, membership: null).Post("hi", null, null, [], clock), Throws.TypeOf<ForbiddenException>());

    [Test]
    public void Post_OfBadContent_IsRefused_EvenWithoutAValidator() =>
        Assert.That(() => Access(ChannelType.Public, ChannelRole.Member).Post(" ", null, null, [], clock), Throws.TypeOf<UnprocessableException>());

    [Test]
    public void Message_TellsOfItself_OnlyOnceItIsCommitted()
    {
        var message = Access(ChannelType.Public, ChannelRole.Member).Post("hi", null, null, [], clock);
        Assert.That(message.TakeEvents(), Is.Empty);

        message.Committed(7, new Sender(message.UserId, "milo", "Milo", null), [], [], []);
        Assert.Multiple(() =>
        {
            Assert.That(message.Seq, Is.EqualTo(7));
            Assert.That(message.TakeEvents(), Is.EqualTo(new[] { new MessagePosted(message) }));
            Assert.That(message.TakeEvents(), Is.Empty, "events are taken once");
            Assert.That(message.CreatedAt.Ticks % TimeSpan.TicksPerMillisecond, Is.Zero, "the wire has milliseconds");
        });
    }

    private static ChannelAccess Access(ChannelType type, ChannelRole? membership) =>
        new(Guid.AllBitsSet, Guid.AllBitsSet, Guid.AllBitsSet, type, Archived: false, WorkspaceRole.Member, membership);
}
