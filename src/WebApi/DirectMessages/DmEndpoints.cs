using ChatFlow.Application.DirectMessages;
using ChatFlow.WebApi.Wire;
using MediatR;

namespace ChatFlow.WebApi.DirectMessages;

internal static class DmEndpoints
{
    public static void MapDms(this RouteGroupBuilder api)
    {
        var dms = api.MapGroup("/dms").WithTags("Direct messages");

        dms.MapPost("", (OpenDmBody body, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new OpenDm(body.WorkspaceId, body.UserIds?.Select(id => id.Value).ToList()), cancel).Made(opened => (opened.Dm, opened.IsNew)));

        dms.MapGet("", (Id? workspace_id, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new ListDms(workspace_id ?? default), cancel).List());
    }
}

/// <param name="UserIds">1 to 8 other people of the workspace.</param>
internal sealed record OpenDmBody(Id WorkspaceId, IReadOnlyList<Id>? UserIds);
