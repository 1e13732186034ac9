using ChatFlow.Application.Statistics;
using ChatFlow.WebApi.Wire;
using MediatR;

namespace ChatFlow.WebApi.Statistics;

internal static class StatisticsEndpoints
{
    public static void MapStatistics(this RouteGroupBuilder api) => api
        .MapGet("/workspaces/{id}/stats", (Id id, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new GetStatistics(id), cancel).Ok())
        .WithTags("Workspaces");
}
