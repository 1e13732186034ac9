using ChatFlow.Domain;
using ChatFlow.Domain.Workspaces;

namespace ChatFlow.Application.Workspaces;

/// <summary>Workspaces and who belongs to them.</summary>
public interface IWorkspaceStore
{
    /// <summary>Adds the workspace with its owner as first member.</summary>
    /// <exception cref="ConflictException">The slug is taken.</exception>
    Task Add(Workspace workspace, CancellationToken cancellationToken);

    /// <summary>Makes the user an active member; changes nothing when they are one already.</summary>
    Task AddMember(Guid workspaceId, Guid userId, WorkspaceRole role, CancellationToken cancellationToken);

    /// <exception cref="NotFoundException">No such workspace, or the user is no active member of it.</exception>
    Task<WorkspaceDto> Get(Guid workspaceId, Guid userId, CancellationToken cancellationToken);

    /// <summary>The workspaces in which the user is an active member, by name.</summary>
    Task<IReadOnlyList<WorkspaceDto>> ListOf(Guid userId, CancellationToken cancellationToken);
}
