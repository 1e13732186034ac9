using ChatFlow.Application.Notifications;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Notifications;
using MediatR;

namespace ChatFlow.WebApi.Realtime;

internal sealed class NotificationBroadcasts(Push push, INotificationStore notifications) : INotificationHandler<DomainEventNotification<Notified>>
{
    public async Task Handle(DomainEventNotification<Notified> notification, CancellationToken cancellationToken)
    {
        var told = notification.Event;
        if (await notifications.Find(told.UserId, told.NotificationId, cancellationToken) is { } found)
            push.To(Group.User(told.UserId), "notification:created", found);
    }
}
