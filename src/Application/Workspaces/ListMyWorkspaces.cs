using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Workspaces;

/// <summary>The workspaces that the caller belongs to, with the caller's role.</summary>
public sealed record ListMyWorkspaces : IRequest<IReadOnlyList<WorkspaceDto>>, IRestricted
{
    public static Permission Permission => Permission.SignedIn;
}

internal sealed class ListMyWorkspacesHandler(IWorkspaceStore workspaces, ICaller caller)
    : IRequestHandler<ListMyWorkspaces, IReadOnlyList<WorkspaceDto>>
{
    public Task<IReadOnlyList<WorkspaceDto>> Handle(ListMyWorkspaces request, CancellationToken cancellationToken) =>
        workspaces.ListOf(caller.UserId, cancellationToken);
}
