using ChatFlow.Application.Pipeline;

namespace ChatFlow.Application.Audit;

/// <summary>What was done; on the wire in snake_case.</summary>
public enum AuditAction
{
    UserRegistered,
    EmailVerified,
    LoggedIn,
    LoginLocked,
    LoggedOut,

    /// <summary>By its owner, from whatever device.</summary>
    SessionEnded,

    /// <summary>Because a used refresh token came again.</summary>
    SessionRevoked,
    PasswordChanged,
    PasswordReset,
    ProfileUpdated,
    DataExported,
    UserErased,
    WorkspaceCreated,
    WorkspaceUpdated,
    WorkspaceDeleted,
    MemberInvited,
    MemberJoined,
    MemberLeft,
    MemberRemoved,
    RoleChanged,
    OwnershipTransferred,
    ChannelCreated,
    ChannelUpdated,
    ChannelArchived,
    ChannelUnarchived,
    ChannelDeleted,
    ChannelMemberAdded,
    ChannelMemberRemoved,
    ChannelMemberLeft,
    ChannelRoleChanged,

    /// <summary>Messages that were older than the workspace keeps them were deleted: in the name of its owner, whose rule it is.</summary>
    RetentionApplied,
}

/// <summary>What it was done to.</summary>
public enum AuditResource
{
    Session,
    Workspace,
    Channel,
    User,
    Invite,
}

/// <summary>
/// Who did what, from where. The store writes it in the transaction of the change, and adds what was before: only it knows that
/// for certain.
/// </summary>
/// <param name="Before">
/// Small values, and of people nothing but their ids: the log cannot be changed, so no name or mail address may stand in it that
/// somebody can ask to have erased.
/// </param>
public sealed record AuditEntry(
    Guid WorkspaceId, Guid ActorId, AuditAction Action, AuditResource Resource, Guid ResourceId,
    IReadOnlyDictionary<string, object?>? Before, IReadOnlyDictionary<string, object?>? After, string? Address, string? UserAgent);

/// <summary>From where somebody acts, as far as it is known.</summary>
/// <param name="Address">Network address.</param>
/// <param name="UserAgent">What the client calls itself.</param>
public sealed record Origin(string? Address, string? UserAgent);

public static class Auditing
{
    public static Origin Origin(this ICaller caller) => new(caller.Address, caller.UserAgent);

    public static AuditEntry Did(
        this ICaller caller, AuditAction action, Guid workspaceId, AuditResource resource, Guid resourceId,
        IReadOnlyDictionary<string, object?>? after = null) =>
        new(workspaceId, caller.UserId, action, resource, resourceId, Before: null, after, caller.Address, caller.UserAgent);
}
