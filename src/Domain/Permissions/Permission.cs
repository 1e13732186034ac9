namespace ChatFlow.Domain.Permissions;

/// <summary>What a request needs. Every request type declares exactly one (Application/Pipeline/Restricted.cs).</summary>
public enum Permission
{
    /// <summary>Open to everyone, signed in or not.</summary>
    Anonymous,

    /// <summary>Any signed-in user, about nothing but themselves.</summary>
    SignedIn,

    // In a workspace
    ViewWorkspace,
    UpdateWorkspace,
    DeleteWorkspace,
    LeaveWorkspace,
    InviteMembers,
    RemoveMembers,
    ChangeRoles,
    ViewAuditLog,
    CreateChannel,

    // In a channel
    ReadChannel,

    /// <summary>Join it oneself, or bring others in.</summary>
    JoinChannel,
    LeaveChannel,
    PostMessage,

    /// <summary>Its name, description and topic.</summary>
    UpdateChannel,

    /// <summary>Remove members, make moderators.</summary>
    ManageChannelMembers,

    /// <summary>And take it out of the archive again.</summary>
    ArchiveChannel,
    DeleteChannel,
}
