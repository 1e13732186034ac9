namespace ChatFlow.Domain.Notifications;

/// <summary>Why somebody is told; the first that fits a message is the one they get.</summary>
public enum NotificationType
{
    Mention,
    Dm,
    Reply,
    Reaction,
    ChannelActivity,
}

/// <summary>Somebody has a new notification.</summary>
public sealed record Notified(Guid NotificationId, Guid UserId) : IDomainEvent;
