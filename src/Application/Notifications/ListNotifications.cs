using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Notifications;

/// <summary>The caller's notifications, newest first.</summary>
/// <param name="Before">The id of a notification: only older ones.</param>
/// <param name="Limit">1 to 100.</param>
public sealed record ListNotifications(bool UnreadOnly, Guid? Before, int Limit = 50) : IRequest<NotificationPage>, IRestricted
{
    public static Permission Permission => Permission.SignedIn;
}

internal sealed class ListNotificationsValidator : AbstractValidator<ListNotifications>
{
    public ListNotificationsValidator() => RuleFor(r => r.Limit).Limit(100);
}

internal sealed class ListNotificationsHandler(INotificationStore notifications, ICaller caller) : IRequestHandler<ListNotifications, NotificationPage>
{
    public Task<NotificationPage> Handle(ListNotifications request, CancellationToken cancellationToken) =>
        notifications.List(caller.UserId, request.UnreadOnly, request.Before, request.Limit, cancellationToken);
}
