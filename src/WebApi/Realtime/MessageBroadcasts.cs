using ChatFlow.Application.Channels;
using ChatFlow.Application.Messages;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Messages;
using MediatR;

namespace ChatFlow.WebApi.Realtime;

internal sealed class MessageBroadcasts(Push push) : INotificationHandler<DomainEventNotification<MessagePosted>>
{
    public Task Handle(DomainEventNotification<MessagePosted> notification, CancellationToken cancellationToken)
    {
        var message = notification.Event.Message;
        push.To(Group.Channel(message.ChannelId), EventTypes.MessageReceived, new PushedMessage(MessageDto.Of(message), message.Seq));
        return Task.CompletedTask;
    }
}
