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
        [Values] WorkspaceRole role, [Values(Permission.ReadChannel, Permission.JoinChannel, Permission.PostMessage)] Permission permission)
    {
        var access = Access(ChannelType.Private, membership: null) with { WorkspaceRole = role };
        Assert.Multiple(() =>
        {
            Assert.That(() => access.Demand(permission), Throws.TypeOf<NotFoundException>());
            Assert.That(() => (access with { Membership = ChannelRole.Member }).Demand(permission), Throws.Nothing);
        });
    }

    [Test]
    public void ArchivedChannel_CanOnlyBeRead()
    {
        var access = Access(ChannelType.Public, ChannelRole.Moderator) with { Archived = true };
        Assert.Multiple(() =>
        {
            Assert.That(() => access.Demand(Permission.ReadChannel), Throws.Nothing);
            Assert.That(() => access.Demand(Permission.PostMessage), Throws.TypeOf<ForbiddenException>());
            Assert.That(() => access.Demand(Permission.JoinChannel), Throws.TypeOf<ForbiddenException>());
        });
    }

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

        message.Committed(7, new Sender(message.UserId, "milo", "Milo", null), [], []);
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
