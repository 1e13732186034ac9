using ChatFlow.Application.Channels;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Channels;
using MediatR;

namespace ChatFlow.WebApi.Realtime;

/// <summary>
/// That a channel has changed or is gone, told to whoever may know of it: one document, as nobody in particular sees it. Who
/// follows a public channel is in its workspace's group, which gets it once; a private one is told to its members.
/// </summary>
internal sealed class ChannelChangeBroadcasts(Push push, Subscriptions subscriptions, IChannelStore channels, IChannelMemberStore members)
    : INotificationHandler<DomainEventNotification<ChannelUpdated>>, INotificationHandler<DomainEventNotification<ChannelDeleted>>
{
    public async Task Handle(DomainEventNotification<ChannelUpdated> notification, CancellationToken cancellationToken)
    {
        var updated = notification.Event;
        var channel = await channels.Describe(updated.ChannelId, cancellationToken);
        push.To(
            updated.Type == ChannelType.Public ? Group.Workspace(updated.WorkspaceId) : Group.Channel(updated.ChannelId),
            EventTypes.ChannelUpdated, new PushedChannel(channel, updated.Seq));
    }

    public async Task Handle(DomainEventNotification<ChannelDeleted> notification, CancellationToken cancellationToken)
    {
        var deleted = notification.Event;
        var channel = new PushedChannel(await channels.Describe(deleted.ChannelId, cancellationToken), deleted.Seq);
        // To the members themselves: in a cluster a push to the channel's group would find nobody there any more.
        var groups = deleted.Type == ChannelType.Public
            ? [Group.Workspace(deleted.WorkspaceId)]
            : (await members.IdsOf(deleted.ChannelId, cancellationToken)).Select(Group.User);
        foreach (var group in groups)
            push.To(group, EventTypes.ChannelDeleted, channel);
        await subscriptions.Closed([Group.Channel(deleted.ChannelId)]);
    }
}
