using ChatFlow.Application.Audit;
using ChatFlow.WebApi.Wire;
using MediatR;

namespace ChatFlow.WebApi.Audit;

internal static class AuditEndpoints
{
    public static void MapAudit(this RouteGroupBuilder api) => api.MapGet(
        "/workspaces/{id}/audit-logs",
        (Id id, Id? actor, string? action, HttpRequest request, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(PageOf(id, actor, action, new Query(request)), cancel).Paged()).WithTags("Audit log");

    private static ListAuditLog PageOf(Id id, Id? actor, string? action, Query query) => query.Done(new ListAuditLog(
        id, actor?.Value, string.IsNullOrEmpty(action) ? null : action, query.Guid("before"), query.Int("limit") ?? 50));

    private static async Task<Reply<IReadOnlyList<AuditEntryDto>>> Paged(this Task<AuditPage> reading)
    {
        var page = await reading;
        return new Reply<IReadOnlyList<AuditEntryDto>>(
            StatusCodes.Status200OK, page.Entries, new Pagination(page.Limit, null, null, page.NextCursor, null));
    }
}
