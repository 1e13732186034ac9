using ChatFlow.Application.Channels;
using ChatFlow.WebApi.Wire;
using MediatR;

namespace ChatFlow.WebApi.Channels;

internal static class ChannelEndpoints
{
    public static void MapChannels(this RouteGroupBuilder api)
    {
        var channels = api.MapGroup("/channels").WithTags("Channels");

        channels.MapPost("", (CreateChannelBody body, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new CreateChannel(body.WorkspaceId, body.Name, body.Type, body.Description, body.Topic), cancel).Created());

        channels.MapGet("", (Id? workspace_id, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new ListChannels(workspace_id ?? default), cancel).List());

        channels.MapGet("/{id}", (Id id, IMediator mediator, CancellationToken cancel) => mediator.Send(new GetChannel(id), cancel).Ok());

        channels.MapPut("/{id}", (Id id, UpdateChannelBody body, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new UpdateChannel(id, body.Name, body.Description, body.Topic), cancel).Ok());

        channels.MapDelete("/{id}", (Id id, IMediator mediator, CancellationToken cancel) => mediator.Send(new DeleteChannel(id), cancel).Done());

        channels.MapPost("/{id}/archive", (Id id, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new ArchiveChannel(id), cancel).Ok());

        channels.MapPost("/{id}/unarchive", (Id id, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new UnarchiveChannel(id), cancel).Ok());

        channels.MapGet("/{id}/events", (Id id, HttpRequest request, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(EventsAfter(id, new Query(request)), cancel).Ok());
    }

    private static ListChannelEvents EventsAfter(Id id, Query query) =>
        query.Done(new ListChannelEvents(id, query.Long("after"), query.Int("limit") ?? 200));
}

/// <param name="Name">3 to 80 characters, unique in the workspace.</param>
/// <param name="Type">public or private.</param>
/// <param name="Topic">At most 500 characters.</param>
internal sealed record CreateChannelBody(Id WorkspaceId, string? Name, string? Type, string? Description = null, string? Topic = null);

/// <summary>What is not given stays as it is.</summary>
/// <param name="Name">3 to 80 characters, unique in the workspace; the slug moves with it.</param>
/// <param name="Description">An empty text takes it away.</param>
/// <param name="Topic">At most 500 characters; an empty text takes it away.</param>
internal sealed record UpdateChannelBody(string? Name = null, string? Description = null, string? Topic = null);
