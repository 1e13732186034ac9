using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Typing;
using MediatR;

namespace ChatFlow.WebApi.Realtime;

/// <summary>Tells a channel who writes. The writer's own connections to this node are left out; others know their own user.</summary>
internal sealed class TypingBroadcasts(Push push, Connections connections)
    : INotificationHandler<DomainEventNotification<TypingStarted>>, INotificationHandler<DomainEventNotification<TypingStopped>>
{
    public const string Started = "typing:notification";
    public const string Stopped = "typing:stopped";

    public Task Handle(DomainEventNotification<TypingStarted> notification, CancellationToken cancellationToken)
    {
        var started = notification.Event;
        return Tell(Started, new PushedTypist(started.ChannelId, started.UserId, started.DisplayName));
    }

    public Task Handle(DomainEventNotification<TypingStopped> notification, CancellationToken cancellationToken)
    {
        var stopped = notification.Event;
        return Tell(Stopped, new PushedTypist(stopped.ChannelId, stopped.UserId, stopped.DisplayName));
    }

    private Task Tell(string type, PushedTypist typist)
    {
        var own = connections.OfUser(typist.UserId).Select(connection => connection.Id).ToList();
        push.ToOthers(Group.Channel(typist.ChannelId), own, type, typist);
        return Task.CompletedTask;
    }
}

internal sealed record PushedTypist(Guid ChannelId, Guid UserId, string UserName);
