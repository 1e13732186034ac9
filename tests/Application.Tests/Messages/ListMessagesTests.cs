using ChatFlow.Application.Messages;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Messages;
using NSubstitute;

namespace ChatFlow.Application.Tests.Messages;

public class ListMessagesTests
{
    [Test]
    public async Task Html_OfADeletedMessage_IsEmpty_AndNothingIsRendered()
    {
        var store = Substitute.For<IMessageStore>();
        var renderer = Substitute.For<IMessageRenderer>();
        var deleted = new MessageDto
        {
            Id = Guid.Empty,
            ChannelId = Guid.Empty,
            UserId = Guid.Empty,
            Sender = new Sender(Guid.Empty, "milo", "Milo", null),
            Content = "",
            Seq = 2,
            CreatedAt = DateTimeOffset.UnixEpoch,
            DeletedAt = DateTimeOffset.UnixEpoch,
        };
        var position = new TimelinePosition(null, null, null, null);
        store.Timeline(Guid.Empty, position, 50, Guid.Empty, default).Returns(new Timeline([deleted], 50, null, 1, null, null));
        var handler = new ListMessagesHandler(store, renderer, Substitute.For<ICaller>());

        var rendered = await handler.Handle(new ListMessages(Guid.Empty, position, Include: "html"), default);
        var plain = await handler.Handle(new ListMessages(Guid.Empty, position), default);

        Assert.That(rendered.Messages.Single().Html, Is.EqualTo(""));
        Assert.That(plain.Messages.Single().Html, Is.Null);
        renderer.DidNotReceiveWithAnyArgs().ToHtml("");
    }
}
