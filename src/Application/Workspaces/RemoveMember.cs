using ChatFlow.Application.Audit;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Workspaces;

/// <summary>Takes somebody else out of a workspace, its channels and their pushes, at once.</summary>
public sealed record RemoveMember(Guid WorkspaceId, Guid UserId) : IRequest<Unit>, IInWorkspace
{
    public static Permission Permission => Permission.RemoveMembers;
}

internal sealed class RemoveMemberHandler(IMemberStore members, ICaller caller) : IRequestHandler<RemoveMember, Unit>
{
    public async Task<Unit> Handle(RemoveMember request, CancellationToken cancellationToken)
    {
        var audit = caller.Did(AuditAction.MemberRemoved, request.WorkspaceId, AuditResource.User, request.UserId);
        await members.Remove(request.UserId, audit, cancellationToken);
        return Unit.Value;
    }
}
