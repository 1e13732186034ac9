using ChatFlow.Application.Channels;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Channels;
using MediatR;

namespace ChatFlow.WebApi.Realtime;

internal sealed class ReadMarkerBroadcasts(Push push) : INotificationHandler<DomainEventNotification<ReadMarkerMoved>>
{
    public Task Handle(DomainEventNotification<ReadMarkerMoved> notification, CancellationToken cancellationToken)
    {
        var moved = notification.Event;
        var marker = new ReadMarkerDto(moved.ChannelId, moved.Seq, moved.UnreadCount, moved.MentionCount);
        push.To(Group.User(moved.UserId), EventTypes.ChannelRead, marker);
        return Task.CompletedTask;
    }
}
