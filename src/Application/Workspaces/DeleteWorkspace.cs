using ChatFlow.Application.Audit;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Workspaces;

/// <summary>Closes a workspace for everybody. Nothing is erased.</summary>
public sealed record DeleteWorkspace(Guid WorkspaceId) : IRequest<Unit>, IInWorkspace
{
    public static Permission Permission => Permission.DeleteWorkspace;
}

internal sealed class DeleteWorkspaceHandler(IWorkspaceStore workspaces, ICaller caller) : IRequestHandler<DeleteWorkspace, Unit>
{
    public async Task<Unit> Handle(DeleteWorkspace request, CancellationToken cancellationToken)
    {
        await workspaces.Delete(
            caller.Did(AuditAction.WorkspaceDeleted, request.WorkspaceId, AuditResource.Workspace, request.WorkspaceId), cancellationToken);
        return Unit.Value;
    }
}
