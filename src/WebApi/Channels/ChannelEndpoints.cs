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

        channels.MapPost("/{id}/members", (Id id, AddMemberBody body, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new AddChannelMember(id, body.UserId), cancel).Made(joined => (joined.Member, joined.IsNew)));

        channels.MapGet("/{id}/events", (Id id, HttpRequest request, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(EventsAfter(id, new Query(request)), cancel).Ok());
    }

    private static ListChannelEvents EventsAfter(Id id, Query query) =>
        query.Done(new ListChannelEvents(id, query.Long("after"), query.Int("limit") ?? 200));
}

/// <param name="Name">3 to 80 characters, unique in the workspace.</param>
/// <param name="Type">public or private.</param>
/// <param name="Topic">At most 500 characters.</param>
internal sealed record CreateChannelBody(Id WorkspaceId, string? Name, string? Type, string? Description, string? Topic);

/// <param name="UserId">Yourself joins a public channel; someone else is brought in by a member.</param>
internal sealed record AddMemberBody(Id? UserId);
