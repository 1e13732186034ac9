using ChatFlow.Application.Channels;
using ChatFlow.Application.Messages;
using ChatFlow.Application.Permissions;
using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Presence;
using ChatFlow.Domain;
using ChatFlow.Domain.Channels;
using ChatFlow.Domain.Messages;
using ChatFlow.Domain.Workspaces;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace ChatFlow.Application.Tests.Messages;

public class SendMessageTests
{
    private static readonly Guid Channel = Guid.Parse("01a1f4fb-ab63-7ac4-a381-d593bed77d30");
    private static readonly Guid User = Guid.Parse("01a1f4fb-ab63-76a8-8f8f-5287ad2f005e");

    private readonly IAccess access = Substitute.For<IAccess>();
    private readonly IChannelLog log = Substitute.For<IChannelLog>();
    private readonly IMessageStore messages = Substitute.For<IMessageStore>();
    private readonly ICaller caller = Substitute.For<ICaller>();

    [SetUp]
    public void Member()
    {
        caller.UserId.Returns(User);
        Remembered(ChannelRole.Member);
    }

    [Test]
    public async Task Send_AnswersWithTheCommittedMessage()
    {
        log.Append(Arg.Do<Message>(m => m.Committed(42, new Sender(User, "milo", "Milo", null), [], [], []))).Returns(With(AppendOutcome.Posted));

        var sent = await Send("a < b && c");

        Assert.Multiple(() =>
        {
            Assert.That(sent.IsNew, Is.True);
            Assert.That(sent.Message.Seq, Is.EqualTo(42));
            Assert.That(sent.Message.Content, Is.EqualTo("a < b && c"), "stored as typed");
            Assert.That(sent.Message.Sender.Username, Is.EqualTo("milo"));
        });
    }

    [Test]
    public async Task Send_OfARepeat_AnswersWithTheFirstMessage()
    {
        var first = Guid.Parse("01a1f4fb-0000-7000-8000-000000000001");
        var stored = new MessageDto
        {
            Id = first,
            ChannelId = Channel,
            UserId = User,
            Sender = new Sender(User, "milo", "Milo", null),
            Content = "first",
            Seq = 3,
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        log.Append(Arg.Any<Message>()).Returns(new Appended(AppendOutcome.Repeated, first));
        messages.Get(first, User, Arg.Any<CancellationToken>()).Returns(stored);

        Assert.That(await Send("again"), Is.EqualTo(new Sent(stored, IsNew: false)));
    }

    [Test]
    public void Send_IntoAThreadThatIsNone_IsUnprocessable()
    {
        log.Append(Arg.Any<Message>()).Returns(With(AppendOutcome.BadThread));
        Assert.That(() => Send("hi"), Throws.TypeOf<UnprocessableException>());
    }

    [Test]
    public void Send_WhenSenderWasRemovedMeanwhile_ForgetsWhatItKnew_AndIsForbidden()
    {
        log.Append(Arg.Any<Message>()).Returns(With(AppendOutcome.AccessLost));
        access.When(async a => await a.Forget(Channel, User)).Do(_ => Remembered(membership: null));

        Assert.That(() => Send("hi"), Throws.TypeOf<ForbiddenException>());
    }

    [Test]
    public void Send_WithoutMembership_NeverReachesTheLog()
    {
        Remembered(membership: null);
        Assert.That(() => Send("hi"), Throws.TypeOf<ForbiddenException>());
        log.DidNotReceive().Append(Arg.Any<Message>());
    }

    private void Remembered(ChannelRole? membership) => access.ToChannel(Channel, User, Arg.Any<CancellationToken>()).Returns(
        new ChannelAccess(Channel, Guid.AllBitsSet, User, ChannelType.Public, Archived: false, WorkspaceRole.Member, membership));

    private static Appended With(AppendOutcome outcome) => new(outcome, Guid.AllBitsSet);

    private Task<Sent> Send(string content) => new SendMessageHandler(access, Substitute.For<IPresence>(), log, messages, caller, new FakeTimeProvider())
        .Handle(new SendMessage(Channel, content, null, null), default);
}
