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
        RuleFor(r => r.Slug).Must(slug => slug is null || Domain.Workspaces.Slug.IsValid(slug)).WithErrorCode("format")
            .WithMessage("A slug has lower-case letters, digits and hyphens only, at most 100.");
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
        await workspaces.Add(workspace, cancellationToken);
        return await workspaces.Get(workspace.Id, caller.UserId, cancellationToken);
    }
}
