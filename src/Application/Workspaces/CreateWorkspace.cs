using ChatFlow.Application.Audit;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using ChatFlow.Domain.Workspaces;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Workspaces;

/// <summary>Makes a workspace that the caller owns.</summary>
/// <param name="Slug">Made from the name when null.</param>
/// <param name="RetentionHours">Null keeps messages for ever.</param>
public sealed record CreateWorkspace(string? Name, string? Slug, string? Description, int? RetentionHours)
    : IRequest<WorkspaceDto>, IRestricted
{
    public static Permission Permission => Permission.SignedIn;
}

internal sealed class CreateWorkspaceValidator : AbstractValidator<CreateWorkspace>
{
    public CreateWorkspaceValidator()
    {
        RuleFor(r => r.Name).Required().Text(Workspace.MaxName);
        RuleFor(r => r.Slug).Slug();
        RuleFor(r => r.Description).Text(Workspace.MaxDescription);
        RuleFor(r => r.RetentionHours).GreaterThan(0).WithErrorCode("range").WithMessage("'retention_hours' must be 1 or more.");
    }
}

internal sealed class CreateWorkspaceHandler(IWorkspaceStore workspaces, ICaller caller, TimeProvider clock)
    : IRequestHandler<CreateWorkspace, WorkspaceDto>
{
    public async Task<WorkspaceDto> Handle(CreateWorkspace request, CancellationToken cancellationToken)
    {
        var workspace = Workspace.Create(
            caller.UserId, request.Name!.Trim(), request.Slug, request.Description, request.RetentionHours, clock);
        var audit = caller.Did(AuditAction.WorkspaceCreated, workspace.Id, AuditResource.Workspace, workspace.Id, new Dictionary<string, object?>
        {
            ["name"] = workspace.Name,
            ["slug"] = workspace.Slug,
            ["retention_hours"] = workspace.RetentionHours,
        });
        await workspaces.Add(workspace, audit, cancellationToken);
        return await workspaces.Get(workspace.Id, caller.UserId, cancellationToken);
    }
}
