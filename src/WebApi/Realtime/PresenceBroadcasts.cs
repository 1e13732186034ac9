using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Presence;
using ChatFlow.Domain;
using ChatFlow.Domain.Presence;
using ChatFlow.Domain.Workspaces;
using MediatR;

namespace ChatFlow.WebApi.Realtime;

/// <summary>
/// Tells the workspaces of a user how they are seen, each of them: who shares two with them is told twice. A workspace that
/// somebody joins learns it then.
/// </summary>
internal sealed class PresenceBroadcasts(Push push, IPresence presence, TimeProvider clock)
    : INotificationHandler<DomainEventNotification<PresenceChanged>>, INotificationHandler<DomainEventNotification<WorkspaceMemberJoined>>
{
    public const string Changed = "presence:changed";

    public Task Handle(DomainEventNotification<PresenceChanged> notification, CancellationToken cancellationToken)
    {
        var changed = notification.Event;
        foreach (var workspaceId in changed.WorkspaceIds)
            push.To(Group.Workspace(workspaceId), Changed, new PushedPresence(changed.UserId, WireName.Of(changed.Status), changed.At));
        return Task.CompletedTask;
    }

    public async Task Handle(DomainEventNotification<WorkspaceMemberJoined> notification, CancellationToken cancellationToken)
    {
        foreach (var seen in await presence.OnlineAmong([notification.Event.UserId], cancellationToken))
            push.To(Group.Workspace(notification.Event.WorkspaceId), Changed, new PushedPresence(seen.UserId, seen.Status, clock.Now()));
    }
}

/// <param name="Timestamp">When it changed: of two, the later one holds, in whatever order they come.</param>
internal sealed record PushedPresence(Guid UserId, string Status, DateTimeOffset Timestamp);
