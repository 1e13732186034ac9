using ChatFlow.Application.Channels;
using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Users;
using ChatFlow.Domain.Channels;
using ChatFlow.Domain.Workspaces;
using MediatR;

namespace ChatFlow.WebApi.Realtime;

/// <summary>Who belongs to a workspace gets its pushes from the commit of their joining to that of their leaving.</summary>
internal sealed class MembershipBroadcasts(Push push, Subscriptions subscriptions, IUserStore users, IChannelMemberStore members)
    : INotificationHandler<DomainEventNotification<WorkspaceMemberJoined>>, INotificationHandler<DomainEventNotification<WorkspaceMemberLeft>>,
    INotificationHandler<DomainEventNotification<WorkspaceDeleted>>, INotificationHandler<DomainEventNotification<MemberLeft>>
{
    public Task Handle(DomainEventNotification<WorkspaceMemberJoined> notification, CancellationToken cancellationToken) =>
        subscriptions.Joined(Group.Workspace(notification.Event.WorkspaceId), notification.Event.UserId, cancellationToken);

    public Task Handle(DomainEventNotification<WorkspaceMemberLeft> notification, CancellationToken cancellationToken)
    {
        var left = notification.Event;
        return subscriptions.Left([Group.Workspace(left.WorkspaceId), .. left.ChannelIds.Select(Group.Channel)], left.UserId, cancellationToken);
    }

    public Task Handle(DomainEventNotification<WorkspaceDeleted> notification, CancellationToken cancellationToken)
    {
        var deleted = notification.Event;
        return subscriptions.Closed([Group.Workspace(deleted.WorkspaceId), .. deleted.ChannelIds.Select(Group.Channel)]);
    }

    public async Task Handle(DomainEventNotification<MemberLeft> notification, CancellationToken cancellationToken)
    {
        var left = notification.Event;
        await subscriptions.Left([Group.Channel(left.ChannelId)], left.UserId, cancellationToken);
        // Who came back meanwhile may have been subscribed before this: the order of the two events is not certain.
        if ((await members.IdsOf(left.ChannelId, cancellationToken)).Contains(left.UserId))
            await subscriptions.Joined(Group.Channel(left.ChannelId), left.UserId, cancellationToken);
        var user = (await users.Get(left.UserId, cancellationToken)) with { Email = null };
        var member = new PushedMember(new ChannelMemberDto(left.ChannelId, user, WireName.Of(left.Role)), left.Seq);
        push.To(Group.Channel(left.ChannelId), EventTypes.MemberLeft, member);
        // To themself as well, who are in the channel's group no more: how else would their clients know?
        push.To(Group.User(left.UserId), EventTypes.MemberLeft, member);
    }
}
