using ChatFlow.Application.Presence;
using ChatFlow.WebApi.Wire;
using MediatR;

namespace ChatFlow.WebApi.Presence;

internal static class PresenceEndpoints
{
    public static void MapPresence(this RouteGroupBuilder api) => api
        .MapGet("/workspaces/{id}/presence", (Id id, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new ListPresence(id), cancel).List())
        .WithTags("Presence");
}
