using ChatFlow.Application.Audit;
using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Presence;
using ChatFlow.Domain.Permissions;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Workspaces;

/// <summary>Gives a member another role. Giving <c>owner</c> hands the workspace over, and makes the giver an admin.</summary>
public sealed record ChangeRole(Guid WorkspaceId, Guid UserId, string? Role) : IRequest<MemberDto>, IInWorkspace
{
    public static Permission Permission => Permission.ChangeRoles;
}

internal sealed class ChangeRoleValidator : AbstractValidator<ChangeRole>
{
    public ChangeRoleValidator() => RuleFor(r => r.Role).Required().Role();
}

internal sealed class ChangeRoleHandler(IMemberStore members, IPresence presence, ICaller caller) : IRequestHandler<ChangeRole, MemberDto>
{
    public async Task<MemberDto> Handle(ChangeRole request, CancellationToken cancellationToken)
    {
        var audit = caller.Did(AuditAction.RoleChanged, request.WorkspaceId, AuditResource.User, request.UserId);
        await members.GiveRole(request.UserId, RoleName.Parse(request.Role!), audit, cancellationToken);
        var member = await members.Get(request.WorkspaceId, request.UserId, cancellationToken);
        return member with { User = (await presence.AsSeen([member.User]))[0] };
    }
}
