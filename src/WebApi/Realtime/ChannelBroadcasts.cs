using ChatFlow.Application.Channels;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain;
using ChatFlow.Domain.Channels;
using MediatR;

namespace ChatFlow.WebApi.Realtime;

internal sealed class ChannelBroadcasts(Push push, Subscriptions subscriptions, IChannelStore channels, IChannelMemberStore members)
    : INotificationHandler<DomainEventNotification<ChannelCreated>>, INotificationHandler<DomainEventNotification<MemberJoined>>
{
    public async Task Handle(DomainEventNotification<ChannelCreated> notification, CancellationToken cancellationToken)
    {
        var created = notification.Event;
        await subscriptions.Joined(Group.Channel(created.ChannelId), created.CreatedBy, cancellationToken);
        if (created.Type == ChannelType.Public)
        {
            // As nobody in particular sees it: one document goes to the whole workspace.
            var channel = await channels.Get(created.ChannelId, userId: Guid.Empty, cancellationToken);
            push.To(Group.Workspace(created.WorkspaceId), EventTypes.ChannelCreated, new PushedChannel(channel, ChannelCreated.Seq));
        }
        await ToNewMember(created.ChannelId, created.CreatedBy, ChannelCreated.Seq, cancellationToken);
    }

    public async Task Handle(DomainEventNotification<MemberJoined> notification, CancellationToken cancellationToken)
    {
        var joined = notification.Event;
        await subscriptions.Joined(Group.Channel(joined.ChannelId), joined.UserId, cancellationToken);
        var member = await StillMember(joined, cancellationToken);
        if (member is null)
            return;
        push.To(Group.Channel(joined.ChannelId), EventTypes.MemberJoined, new PushedMember(member, joined.Seq));
        await ToNewMember(joined.ChannelId, joined.UserId, joined.Seq, cancellationToken);
    }

    /// <summary>Null, and unsubscribed again, when they left before this was handled: the order of the two events is not certain.</summary>
    private async Task<ChannelMemberDto?> StillMember(MemberJoined joined, CancellationToken cancellationToken)
    {
        try
        {
            var member = await members.Get(joined.ChannelId, joined.UserId, cancellationToken);
            return joined.PreviousRole is { } previous ? member with { PreviousRole = WireName.Of(previous) } : member;
        }
        catch (NotFoundException)
        {
            await subscriptions.Left([Group.Channel(joined.ChannelId)], joined.UserId, cancellationToken);
            return null;
        }
    }

    private async Task ToNewMember(Guid channelId, Guid userId, long seq, CancellationToken cancellationToken)
    {
        var channel = await channels.Get(channelId, userId, cancellationToken);
        push.To(Group.User(userId), EventTypes.ChannelJoined, new PushedChannel(channel, seq));
    }
}
