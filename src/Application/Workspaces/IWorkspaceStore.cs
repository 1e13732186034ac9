using ChatFlow.Application.Audit;
using ChatFlow.Domain;
using ChatFlow.Domain.Workspaces;

namespace ChatFlow.Application.Workspaces;

/// <summary>What is null stays as it is; an empty description is taken away, and 0 hours keep messages for ever.</summary>
public sealed record WorkspaceSettings(string? Name, string? Slug, string? Description, int? RetentionHours);

/// <summary>Workspaces.</summary>
public interface IWorkspaceStore
{
    /// <summary>Adds the workspace with its owner as first member.</summary>
    /// <exception cref="ConflictException">The slug is taken.</exception>
    Task Add(Workspace workspace, AuditEntry audit, CancellationToken cancellationToken);

    /// <param name="audit">Names the workspace; written when something changes.</param>
    /// <exception cref="ConflictException">The slug is taken.</exception>
    Task Update(WorkspaceSettings settings, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Closes the workspace and its channels; what was remembered of access to them is forgotten.</summary>
    Task Delete(AuditEntry audit, CancellationToken cancellationToken);

    /// <exception cref="NotFoundException">No such workspace, or the user is no active member of it.</exception>
    Task<WorkspaceDto> Get(Guid workspaceId, Guid userId, CancellationToken cancellationToken);

    /// <summary>The workspaces in which the user is an active member, by name.</summary>
    Task<IReadOnlyList<WorkspaceDto>> ListOf(Guid userId, CancellationToken cancellationToken);
}
