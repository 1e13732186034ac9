using System.Diagnostics.Metrics;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Messages;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Messages;
using MediatR;

namespace ChatFlow.WebApi.Realtime;

internal sealed class MessageBroadcasts(Push push, IMessageStore messages, TimeProvider clock)
    : INotificationHandler<DomainEventNotification<MessagePosted>>, INotificationHandler<DomainEventNotification<MessageEdited>>,
    INotificationHandler<DomainEventNotification<MessageDeleted>>, INotificationHandler<DomainEventNotification<MessagePinned>>,
    INotificationHandler<DomainEventNotification<MessageReacted>>
{
    private static readonly Histogram<double> ToPush = Telemetry.Meter.CreateHistogram(
        "chatflow.message.push.duration", "s", "From a message's call coming in until it is handed to the sockets of its readers.", tags: null, Telemetry.Seconds);

    public Task Handle(DomainEventNotification<MessagePosted> notification, CancellationToken cancellationToken)
    {
        var message = notification.Event.Message;
        push.To(Group.Channel(message.ChannelId), EventTypes.MessageReceived, new PushedMessage(MessageDto.Of(message), message.Seq));
        // Handed over to the sockets: how fast each of them takes it is its own matter.
        if (notification.Cause.CalledAt != 0)
            ToPush.Record(clock.GetElapsedTime(notification.Cause.CalledAt).TotalSeconds);
        return Task.CompletedTask;
    }

    public Task Handle(DomainEventNotification<MessageEdited> notification, CancellationToken cancellationToken) =>
        Present(notification.Event.MessageId, EventTypes.MessageEdited, notification.Event.Seq, cancellationToken);

    public Task Handle(DomainEventNotification<MessagePinned> notification, CancellationToken cancellationToken) => Present(
        notification.Event.MessageId, notification.Event.IsPinned ? EventTypes.MessagePinned : EventTypes.MessageUnpinned, notification.Event.Seq,
        cancellationToken);

    public Task Handle(DomainEventNotification<MessageDeleted> notification, CancellationToken cancellationToken)
    {
        var gone = notification.Event;
        push.To(Group.Channel(gone.ChannelId), EventTypes.MessageDeleted, new PushedDeletion(new DeletedMessage(gone.MessageId, gone.ChannelId), gone.Seq));
        return Task.CompletedTask;
    }

    public Task Handle(DomainEventNotification<MessageReacted> notification, CancellationToken cancellationToken)
    {
        var reacted = notification.Event;
        var change = new ReactionChangeDto(reacted.MessageId, reacted.ChannelId, reacted.Emoji, reacted.UserId, reacted.Count);
        push.To(
            Group.Channel(reacted.ChannelId), reacted.IsAdded ? EventTypes.ReactionAdded : EventTypes.ReactionRemoved, new PushedReaction(change, reacted.Seq));
        return Task.CompletedTask;
    }

    /// <summary>As the message is now, and as nobody in particular sees it: one document goes to the whole channel.</summary>
    private async Task Present(Guid messageId, string type, long seq, CancellationToken cancellationToken)
    {
        var message = await messages.Get(messageId, viewerId: Guid.Empty, cancellationToken);
        push.To(Group.Channel(message.ChannelId), type, new PushedMessage(message, seq));
    }
}
