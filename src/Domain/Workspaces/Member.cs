using ChatFlow.Domain.Permissions;

namespace ChatFlow.Domain.Workspaces;

/// <summary>
/// An active member of a workspace, and what they may do to others: the matrix says who may do it at all, rank says to whom.
/// A workspace has exactly one owner, who can be neither removed nor demoted: ownership is only ever given away.
/// </summary>
public sealed record Member(Guid UserId, WorkspaceRole Role)
{
    /// <exception cref="ForbiddenException">The role does not allow it, or the other is of the same or a higher rank.</exception>
    /// <exception cref="UnprocessableException">The other is the owner.</exception>
    public void DemandRemovalOf(Member other)
    {
        Demand(Permission.RemoveMembers);
        if (other.Role == WorkspaceRole.Owner)
            throw new UnprocessableException("The owner cannot be removed.");
        if (!Outranks(other.Role))
            throw new ForbiddenException("Only members of a lower rank can be removed.");
    }

    /// <exception cref="UnprocessableException">They are the owner.</exception>
    public void DemandLeaving()
    {
        if (Role == WorkspaceRole.Owner)
            throw new UnprocessableException("The last owner cannot leave: give the ownership to someone else first, or delete the workspace.");
    }

    /// <exception cref="UnprocessableException">They are the owner: a workspace is not left to nobody.</exception>
    public void DemandErasure()
    {
        if (Role == WorkspaceRole.Owner)
            throw new UnprocessableException("You own a workspace: hand it over to a member or delete it first, then erase your account.");
    }

    /// <returns>What becomes of the two; the other's role as it is when nothing changes.</returns>
    /// <exception cref="ForbiddenException">The role does not allow it.</exception>
    /// <exception cref="UnprocessableException">The workspace would be left without an owner.</exception>
    public RoleChange GiveRole(Member other, WorkspaceRole role)
    {
        Demand(Permission.ChangeRoles);
        if (other.Role == role)
            return RoleChange.None;
        if (other.Role == WorkspaceRole.Owner)
            throw new UnprocessableException("The last owner cannot be demoted: give the ownership to someone else.");
        return role == WorkspaceRole.Owner ? RoleChange.OwnershipTransferred : RoleChange.RoleChanged;
    }

    /// <exception cref="ForbiddenException">The role does not allow it, or the invited would outrank the one who invites.</exception>
    /// <exception cref="UnprocessableException">Nobody is invited as owner.</exception>
    public void DemandInvitationAs(WorkspaceRole role)
    {
        Demand(Permission.InviteMembers);
        if (role == WorkspaceRole.Owner)
            throw new UnprocessableException("Nobody can be invited as owner: ownership is given to a member.");
        if (role < Role)
            throw new ForbiddenException("Nobody can be invited to a higher rank than one's own.");
    }

    public void Demand(Permission permission)
    {
        if (!PermissionMatrix.Allows(Role, permission))
            throw new ForbiddenException("Your role does not allow this.");
    }

    // Roles are declared from the highest rank to the lowest.
    private bool Outranks(WorkspaceRole other) => Role < other;
}

/// <summary>What giving someone a role comes to.</summary>
public enum RoleChange
{
    None,
    RoleChanged,

    /// <summary>The giver becomes admin.</summary>
    OwnershipTransferred,
}

/// <summary>Someone became an active member of a workspace.</summary>
public sealed record WorkspaceMemberJoined(Guid WorkspaceId, Guid UserId) : IDomainEvent;

/// <summary>Someone left a workspace or was removed.</summary>
/// <param name="ChannelIds">All channels of the workspace: who is no member follows public ones as well.</param>
public sealed record WorkspaceMemberLeft(Guid WorkspaceId, Guid UserId, IReadOnlyList<Guid> ChannelIds) : IDomainEvent;

/// <param name="ChannelIds">Its channels, which are deleted with it.</param>
public sealed record WorkspaceDeleted(Guid WorkspaceId, IReadOnlyList<Guid> ChannelIds) : IDomainEvent;
