namespace ChatFlow.Domain.Workspaces;

/// <summary>A member's role, in the order of the permission matrix's columns.</summary>
public enum WorkspaceRole
{
    Owner,
    Admin,
    Moderator,
    Member,
}
