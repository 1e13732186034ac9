using ChatFlow.Application.Invites;
using ChatFlow.WebApi.Wire;
using MediatR;

namespace ChatFlow.WebApi.Invites;

internal static class InviteEndpoints
{
    public static void MapInvites(this RouteGroupBuilder api)
    {
        var invites = api.MapGroup("").WithTags("Invites");

        invites.MapPost("/workspaces/{id}/invite", (Id id, InviteBody body, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new InviteMember(id, body.Email, body.Role, body.MaxUses, body.ExpiresInHours), cancel).Created());

        invites.MapPost("/invites/{token}/accept", (string token, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new AcceptInvite(token), cancel).Ok());
    }
}

/// <param name="Email">The address that the invitation is mailed to, and that alone may accept it; none makes a link.</param>
/// <param name="Role">admin, moderator or member, not above your own; member when it is not given.</param>
/// <param name="MaxUses">1 for a mail and without limit for a link when it is not given.</param>
/// <param name="ExpiresInHours">168 when it is not given.</param>
internal sealed record InviteBody(string? Email = null, string? Role = null, int? MaxUses = null, int? ExpiresInHours = null);
