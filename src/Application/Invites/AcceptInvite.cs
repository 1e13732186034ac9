using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Sessions;
using ChatFlow.Application.Workspaces;
using ChatFlow.Domain;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Invites;

/// <summary>Joins a workspace by an invitation.</summary>
/// <param name="Token">From the link.</param>
public sealed record AcceptInvite(string Token) : IRequest<WorkspaceDto>, IRestricted
{
    // Nobody has a role in a workspace before they joined it: the token is the permission.
    public static Permission Permission => Permission.SignedIn;
}

internal sealed class AcceptInviteHandler(IInviteStore invites, IWorkspaceStore workspaces, ISecrets secrets, ICaller caller)
    : IRequestHandler<AcceptInvite, WorkspaceDto>
{
    public async Task<WorkspaceDto> Handle(AcceptInvite request, CancellationToken cancellationToken)
    {
        if (!PlainText.IsStorable(request.Token))
            throw new NotFoundException("The invitation");
        var by = new Acceptance(caller.UserId, caller.Address, caller.UserAgent);
        var workspaceId = await invites.Accept(secrets.Hash(request.Token), by, cancellationToken);
        return await workspaces.Get(workspaceId, caller.UserId, cancellationToken);
    }
}
