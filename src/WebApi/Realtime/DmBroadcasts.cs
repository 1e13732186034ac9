using ChatFlow.Application.Channels;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Channels;
using MediatR;

namespace ChatFlow.WebApi.Realtime;

internal sealed class DmBroadcasts(Push push, Subscriptions subscriptions, IChannelStore channels)
    : INotificationHandler<DomainEventNotification<DirectConversationOpened>>
{
    public async Task Handle(DomainEventNotification<DirectConversationOpened> notification, CancellationToken cancellationToken)
    {
        var opened = notification.Event;
        foreach (var userId in opened.People)
        {
            await subscriptions.Joined(Group.Channel(opened.ChannelId), userId, cancellationToken);
            var channel = await channels.Get(opened.ChannelId, userId, cancellationToken);
            push.To(Group.User(userId), EventTypes.ChannelJoined, new PushedChannel(channel, DirectConversationOpened.Seq));
        }
    }
}
