using ChatFlow.Domain.Channels;
using ChatFlow.Domain.Messages;
using ChatFlow.Domain.Workspaces;
using Microsoft.Extensions.Time.Testing;

namespace ChatFlow.Domain.Tests.Messages;

public class StandingMessageTests
{
    private static readonly Guid Author = Guid.Parse("01a1f4fb-ab63-76a8-8f8f-5287ad2f005e");
    private static readonly DateTimeOffset Sent = new(2025, 11, 19, 14, 30, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider clock = new(Sent);

    [TestCase("00:00:00")]
    [TestCase("00:59:59")]
    [TestCase("01:00:00")]
    public void Author_EditsWithinTheHour(string later)
    {
        clock.Advance(TimeSpan.Parse(later, null));
        Assert.That(() => Message().DemandEdit(By(Author), clock), Throws.Nothing);
    }

    [Test]
    public void Nobody_EditsLater()
    {
        clock.Advance(TimeSpan.FromMinutes(60) + TimeSpan.FromSeconds(1));
        Assert.That(() => Message().DemandEdit(By(Author), clock), Throws.TypeOf<UnprocessableException>());
    }

    [TestCase(WorkspaceRole.Owner)]
    [TestCase(WorkspaceRole.Member)]
    public void Others_NeverEdit(WorkspaceRole role) =>
        Assert.That(() => Message().DemandEdit(By(Guid.AllBitsSet, role), clock), Throws.TypeOf<ForbiddenException>());

    [TestCase(WorkspaceRole.Owner, true)]
    [TestCase(WorkspaceRole.Admin, true)]
    [TestCase(WorkspaceRole.Moderator, true)]
    [TestCase(WorkspaceRole.Member, false)]
    public void Others_DeleteAndSeeTheHistory_ByTheirRole(WorkspaceRole role, bool allowed)
    {
        foreach (var demand in new Action<ChannelAccess>[] { Message().DemandDeletion, Message().DemandHistory })
            Assert.That(() => demand(By(Guid.AllBitsSet, role)), allowed ? Throws.Nothing : Throws.TypeOf<ForbiddenException>());
    }

    [Test]
    public void Author_Deletes_WheneverTheyLike()
    {
        clock.Advance(TimeSpan.FromDays(1000));
        Assert.That(() => Message().DemandDeletion(By(Author)), Throws.Nothing);
    }

    [Test]
    public void DeletedMessage_CannotBeChangedAnyMore()
    {
        var deleted = Message() with { IsDeleted = true };
        Assert.That(() => deleted.DemandEdit(By(Author), clock), Throws.TypeOf<UnprocessableException>());
        Assert.That(() => deleted.DemandReaction(isNewKind: false), Throws.TypeOf<UnprocessableException>());
        Assert.That(deleted.DemandPresence, Throws.TypeOf<UnprocessableException>());
    }

    [TestCase(49, true, true)]
    [TestCase(50, true, false)]
    [TestCase(50, false, true)]
    public void Reactions_HaveALimitOfKinds(int kinds, bool isNewKind, bool allowed) => Assert.That(
        () => (Message() with { Kinds = kinds }).DemandReaction(isNewKind), allowed ? Throws.Nothing : Throws.TypeOf<UnprocessableException>());

    private static StandingMessage Message() => new(Guid.Empty, Author, "hi", Sent, IsDeleted: false, IsPinned: false, Kinds: 0);

    private static ChannelAccess By(Guid userId, WorkspaceRole role = WorkspaceRole.Member) =>
        new(Guid.AllBitsSet, Guid.AllBitsSet, userId, ChannelType.Public, Archived: false, role, ChannelRole.Member);
}
