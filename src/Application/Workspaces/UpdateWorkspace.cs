using ChatFlow.Application.Audit;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using ChatFlow.Domain.Workspaces;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Workspaces;

/// <summary>Changes a workspace's settings. What is null stays as it is.</summary>
/// <param name="Description">An empty text takes it away.</param>
/// <param name="RetentionHours">0 keeps messages for ever.</param>
public sealed record UpdateWorkspace(Guid WorkspaceId, string? Name, string? Slug, string? Description, int? RetentionHours)
    : IRequest<WorkspaceDto>, IInWorkspace
{
    public static Permission Permission => Permission.UpdateWorkspace;
}

internal sealed class UpdateWorkspaceValidator : AbstractValidator<UpdateWorkspace>
{
    public UpdateWorkspaceValidator()
    {
        RuleFor(r => r.Name).Text(Workspace.MaxName, min: 1);
        RuleFor(r => r.Slug).Slug();
        RuleFor(r => r.Description).Text(Workspace.MaxDescription);
        RuleFor(r => r.RetentionHours).GreaterThanOrEqualTo(0).WithErrorCode("range").WithMessage("'retention_hours' must be 0 or more.");
    }
}

internal sealed class UpdateWorkspaceHandler(IWorkspaceStore workspaces, ICaller caller) : IRequestHandler<UpdateWorkspace, WorkspaceDto>
{
    public async Task<WorkspaceDto> Handle(UpdateWorkspace request, CancellationToken cancellationToken)
    {
        var audit = caller.Did(AuditAction.WorkspaceUpdated, request.WorkspaceId, AuditResource.Workspace, request.WorkspaceId);
        await workspaces.Update(
            new WorkspaceSettings(request.Name?.Trim(), request.Slug, request.Description, request.RetentionHours), audit, cancellationToken);
        return await workspaces.Get(request.WorkspaceId, caller.UserId, cancellationToken);
    }
}
