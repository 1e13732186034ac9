using ChatFlow.Application.Workspaces;
using ChatFlow.WebApi.Wire;
using MediatR;

namespace ChatFlow.WebApi.Workspaces;

internal static class WorkspaceEndpoints
{
    public static void MapWorkspaces(this RouteGroupBuilder api)
    {
        var workspaces = api.MapGroup("").WithTags("Workspaces");

        workspaces.MapPost("/workspaces", (CreateWorkspaceBody body, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new CreateWorkspace(body.Name, body.Slug, body.Description, body.RetentionHours), cancel).Created());

        workspaces.MapGet("/workspaces", (IMediator mediator, CancellationToken cancel) => mediator.Send(new ListMyWorkspaces(), cancel).List());

        workspaces.MapGet("/users/me/workspaces", (IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new ListMyWorkspaces(), cancel).List());

        workspaces.MapGet("/workspaces/{id}", (Id id, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new GetWorkspace(id), cancel).Ok());

        workspaces.MapPut("/workspaces/{id}", (Id id, UpdateWorkspaceBody body, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new UpdateWorkspace(id, body.Name, body.Slug, body.Description, body.RetentionHours), cancel).Ok());

        workspaces.MapDelete("/workspaces/{id}", (Id id, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new DeleteWorkspace(id), cancel).Done());
    }
}

/// <param name="Name">1 to 100 characters.</param>
/// <param name="Slug">a-z, 0-9 and hyphens, at most 100; made from the name when it is not given.</param>
/// <param name="RetentionHours">Hours after which messages are removed; null keeps them.</param>
internal sealed record CreateWorkspaceBody(string? Name, string? Slug = null, string? Description = null, int? RetentionHours = null);

/// <summary>What is not given stays as it is.</summary>
/// <param name="Description">An empty text takes it away.</param>
/// <param name="RetentionHours">0 keeps messages for ever.</param>
internal sealed record UpdateWorkspaceBody(string? Name = null, string? Slug = null, string? Description = null, int? RetentionHours = null);
