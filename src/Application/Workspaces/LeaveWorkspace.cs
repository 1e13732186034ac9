using ChatFlow.Application.Audit;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Workspaces;

/// <summary>Leaves a workspace and all of its channels.</summary>
public sealed record LeaveWorkspace(Guid WorkspaceId) : IRequest<Unit>, IInWorkspace
{
    public static Permission Permission => Permission.LeaveWorkspace;
}

internal sealed class LeaveWorkspaceHandler(IMemberStore members, ICaller caller) : IRequestHandler<LeaveWorkspace, Unit>
{
    public async Task<Unit> Handle(LeaveWorkspace request, CancellationToken cancellationToken)
    {
        await members.Leave(caller.Did(AuditAction.MemberLeft, request.WorkspaceId, AuditResource.User, caller.UserId), cancellationToken);
        return Unit.Value;
    }
}
