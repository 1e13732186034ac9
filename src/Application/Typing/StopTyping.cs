using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Channels;
using ChatFlow.Domain.Messages;
using ChatFlow.Domain.Permissions;
using ChatFlow.Domain.Presence;
using MediatR;

namespace ChatFlow.Application.Typing;

/// <summary>The caller writes no more in a channel.</summary>
public sealed record StopTyping(Guid ChannelId) : IRequest<Unit>, IInChannel
{
    public static Permission Permission => Permission.PostMessage;
}

internal sealed class StopTypingHandler(Typists typists, ICaller caller) : IRequestHandler<StopTyping, Unit>
{
    public Task<Unit> Handle(StopTyping request, CancellationToken cancellationToken)
    {
        typists.Stop(request.ChannelId, caller.UserId);
        return Unit.Task;
    }
}

/// <summary>Typing also ends when the message comes, and when whoever wrote is gone from the channel or from this node.</summary>
internal sealed class TypingEndings(Typists typists)
    : INotificationHandler<DomainEventNotification<MessagePosted>>, INotificationHandler<DomainEventNotification<MemberLeft>>,
    INotificationHandler<DomainEventNotification<ConnectionsClosed>>
{
    public Task Handle(DomainEventNotification<MessagePosted> notification, CancellationToken cancellationToken)
    {
        typists.End(notification.Event.Message.ChannelId, notification.Event.Message.UserId);
        return Task.CompletedTask;
    }

    public Task Handle(DomainEventNotification<MemberLeft> notification, CancellationToken cancellationToken)
    {
        typists.End(notification.Event.ChannelId, notification.Event.UserId);
        return Task.CompletedTask;
    }

    public Task Handle(DomainEventNotification<ConnectionsClosed> notification, CancellationToken cancellationToken)
    {
        typists.EndAll(notification.Event.UserId);
        return Task.CompletedTask;
    }
}
