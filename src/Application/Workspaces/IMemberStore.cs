using ChatFlow.Application.Audit;
using ChatFlow.Application.Users;
using ChatFlow.Domain;
using ChatFlow.Domain.Workspaces;

namespace ChatFlow.Application.Workspaces;

/// <summary>A member of a workspace on the wire.</summary>
/// <param name="Role">owner, admin, moderator or member.</param>
/// <param name="Status">active, invited, left or removed.</param>
public sealed record MemberDto(UserDto User, string Role, string Status, DateTimeOffset JoinedAt, DateTimeOffset? LastActive);

public sealed record MemberPage(IReadOnlyList<MemberDto> Members, int Page, int Limit, long Total);

/// <summary>
/// Who belongs to a workspace. Changes are decided by the Domain with the workspace locked, so that of two that exclude each
/// other one is refused; each forgets the access that it ends, and publishes what happened, before it returns.
/// </summary>
public interface IMemberStore
{
    /// <param name="search">Part of a display name or username, whatever its case; null for everybody.</param>
    Task<MemberPage> ListActive(Guid workspaceId, string? search, int page, int limit, CancellationToken cancellationToken);

    /// <exception cref="NotFoundException">The user is no active member.</exception>
    Task<MemberDto> Get(Guid workspaceId, Guid userId, CancellationToken cancellationToken);

    /// <param name="audit">Its actor gives the role; what it comes to decides the action that is logged.</param>
    /// <exception cref="NotFoundException">The user is no active member.</exception>
    Task GiveRole(Guid userId, WorkspaceRole role, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Takes a member out of the workspace and all of its channels.</summary>
    /// <exception cref="NotFoundException">The user is no active member.</exception>
    Task Remove(Guid userId, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>As <see cref="Remove"/>, for the actor themself.</summary>
    Task Leave(AuditEntry audit, CancellationToken cancellationToken);
}
