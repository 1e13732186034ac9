using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Workspaces;

/// <summary>One workspace of the caller.</summary>
public sealed record GetWorkspace(Guid WorkspaceId) : IRequest<WorkspaceDto>, IInWorkspace
{
    public static Permission Permission => Permission.ViewWorkspace;
}

internal sealed class GetWorkspaceHandler(IWorkspaceStore workspaces, ICaller caller) : IRequestHandler<GetWorkspace, WorkspaceDto>
{
    public Task<WorkspaceDto> Handle(GetWorkspace request, CancellationToken cancellationToken) =>
        workspaces.Get(request.WorkspaceId, caller.UserId, cancellationToken);
}
