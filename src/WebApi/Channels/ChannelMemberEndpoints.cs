using ChatFlow.Application.Channels;
using ChatFlow.Application.Pipeline;
using ChatFlow.WebApi.Wire;
using MediatR;

namespace ChatFlow.WebApi.Channels;

internal static class ChannelMemberEndpoints
{
    public static void MapChannelMembers(this RouteGroupBuilder api)
    {
        var members = api.MapGroup("/channels/{id}/members").WithTags("Channels");

        members.MapGet("", (Id id, string? q, HttpRequest request, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(PageOf(id, q, new Query(request)), cancel).Paged());

        members.MapPost("", (Id id, AddMemberBody body, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new AddChannelMember(id, body.UserId, body.Role), cancel).Made(joined => (joined.Member, joined.IsNew)));

        members.MapDelete("/{uid}", (Id id, Id uid, ICaller caller, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(uid == caller.UserId ? (IRequest<Unit>)new LeaveChannel(id) : new RemoveChannelMember(id, uid), cancel).Done());
    }

    private static ListChannelMembers PageOf(Id id, string? search, Query query) => query.Done(new ListChannelMembers(
        id, string.IsNullOrWhiteSpace(search) ? null : search, query.Int("page") ?? 1, query.Int("limit") ?? 50));

    private static async Task<Reply<IReadOnlyList<ListedChannelMemberDto>>> Paged(this Task<ChannelMemberPage> reading)
    {
        var page = await reading;
        return new Reply<IReadOnlyList<ListedChannelMemberDto>>(
            StatusCodes.Status200OK, page.Members, new Pagination(page.Limit, page.Page, page.Total, null, null));
    }
}

/// <param name="UserId">Yourself joins a public channel; someone else is brought in by a member.</param>
/// <param name="Role">moderator or member; member when it is not given. Of somebody who is a member already, the role they get.</param>
internal sealed record AddMemberBody(Id? UserId, string? Role = null);
