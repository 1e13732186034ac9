using ChatFlow.Application.Messages;
using ChatFlow.Domain.Messages;

namespace ChatFlow.Application.Notifications;

/// <summary>Something that concerns one user in particular.</summary>
/// <param name="Type">mention, dm, reply, reaction or channel_activity.</param>
/// <param name="Actor">Who caused it.</param>
/// <param name="Message">As it is now; null for what is not about a message.</param>
public sealed record NotificationDto(
    Guid Id, string Type, Sender Actor, Guid ChannelId, MessageDto? Message, DateTimeOffset CreatedAt, bool Read);

/// <param name="NextCursor">For the next older page, as before; null when there is none.</param>
public sealed record NotificationPage(IReadOnlyList<NotificationDto> Notifications, int Limit, Guid? NextCursor);

/// <summary>Notifications, each written in the transaction of what it tells of. Of channels that the user may read no more none are given.</summary>
public interface INotificationStore
{
    Task<NotificationPage> List(Guid userId, bool unreadOnly, Guid? before, int limit, CancellationToken cancellationToken);

    /// <summary>Null when it is gone, or the user may not read its channel any more.</summary>
    Task<NotificationDto?> Find(Guid userId, Guid notificationId, CancellationToken cancellationToken);

    /// <param name="ids">Null for all. Those of others are left as they are.</param>
    Task MarkRead(Guid userId, IReadOnlyList<Guid>? ids, DateTimeOffset now, CancellationToken cancellationToken);
}
