using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Workspaces;
using ChatFlow.WebApi.Wire;
using MediatR;

namespace ChatFlow.WebApi.Workspaces;

internal static class MemberEndpoints
{
    public static void MapMembers(this RouteGroupBuilder api)
    {
        var members = api.MapGroup("/workspaces/{id}/members").WithTags("Members");

        members.MapGet("", (Id id, string? q, HttpRequest request, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(PageOf(id, q, new Query(request)), cancel).Paged());

        members.MapPut("/{uid}", (Id id, Id uid, RoleBody body, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new ChangeRole(id, uid, body.Role), cancel).Ok());

        members.MapDelete("/{uid}", (Id id, Id uid, ICaller caller, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(uid == caller.UserId ? (IRequest<Unit>)new LeaveWorkspace(id) : new RemoveMember(id, uid), cancel).Done());
    }

    private static ListMembers PageOf(Id id, string? search, Query query) => query.Done(new ListMembers(
        id, string.IsNullOrWhiteSpace(search) ? null : search, query.Int("page") ?? 1, query.Int("limit") ?? 50));

    private static async Task<Reply<IReadOnlyList<MemberDto>>> Paged(this Task<MemberPage> reading)
    {
        var page = await reading;
        return new Reply<IReadOnlyList<MemberDto>>(
            StatusCodes.Status200OK, page.Members, new Pagination(page.Limit, page.Page, page.Total, null, null));
    }
}

/// <param name="Role">owner, admin, moderator or member. owner hands the workspace over.</param>
internal sealed record RoleBody(string? Role);
