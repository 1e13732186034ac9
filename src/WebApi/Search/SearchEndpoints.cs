using ChatFlow.Application.Search;
using ChatFlow.WebApi.Wire;
using MediatR;

namespace ChatFlow.WebApi.Search;

internal static class SearchEndpoints
{
    public static void MapSearch(this RouteGroupBuilder api) => api.MapGet("/search", (Id? workspace_id, HttpRequest request, IMediator mediator, CancellationToken cancel) =>
        mediator.Send(Terms(workspace_id ?? default, new Query(request)), cancel).Paged()).WithTags("Search");

    private static SearchMessages Terms(Guid workspaceId, Query query) => query.Done(new SearchMessages(
        workspaceId, query.Text("q"), query.Text("from"), query.Text("in"), query.Text("before"), query.Text("after"), query.Text("has"), query.Text("sort"),
        query.Int("page") ?? 1, query.Int("limit") ?? 20));

    private static async Task<Reply<IReadOnlyList<SearchHit>>> Paged(this Task<SearchPage> finding)
    {
        var page = await finding;
        return new Reply<IReadOnlyList<SearchHit>>(StatusCodes.Status200OK, page.Hits, new Pagination(page.Limit, page.Page, page.Total, null, null));
    }
}
