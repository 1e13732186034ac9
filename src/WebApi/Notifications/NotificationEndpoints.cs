using ChatFlow.Application.Notifications;
using ChatFlow.WebApi.Wire;
using MediatR;

namespace ChatFlow.WebApi.Notifications;

internal static class NotificationEndpoints
{
    public static void MapNotifications(this RouteGroupBuilder api)
    {
        var notifications = api.MapGroup("/notifications").WithTags("Notifications");

        notifications.MapGet("", (bool? unread_only, HttpRequest request, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(PageOf(unread_only ?? false, new Query(request)), cancel).Paged());

        notifications.MapPost("/read", (ReadNotificationsBody body, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new ReadNotifications(body.Ids?.Select(id => id.Value).ToList(), body.All), cancel).Done());
    }

    private static ListNotifications PageOf(bool unreadOnly, Query query) =>
        query.Done(new ListNotifications(unreadOnly, query.Guid("before"), query.Int("limit") ?? 50));

    private static async Task<Reply<IReadOnlyList<NotificationDto>>> Paged(this Task<NotificationPage> reading)
    {
        var page = await reading;
        return new Reply<IReadOnlyList<NotificationDto>>(
            StatusCodes.Status200OK, page.Notifications, new Pagination(page.Limit, null, null, page.NextCursor, null));
    }
}

/// <param name="Ids">Of notifications; those of others are left as they are.</param>
internal sealed record ReadNotificationsBody(IReadOnlyList<Id>? Ids = null, bool All = false);
