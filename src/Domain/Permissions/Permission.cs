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
    JoinChannel,
    PostMessage,
    EditMessage,
    DeleteMessage,
    DeleteAnyMessage,
    ReactToMessage,
    PinMessage,
    MentionEveryone,
}
