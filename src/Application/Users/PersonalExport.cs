using ChatFlow.Application.Audit;

namespace ChatFlow.Application.Users;

/// <summary>What the download has in it, in this order. No secret, no hash of one, and of others nothing but their ids.</summary>
/// <param name="ChannelEvents">Of the caller, in the logs of channels.</param>
/// <param name="Actions">What the audit log says that the caller did.</param>
/// <param name="Mails">Addressed to the caller and not sent yet. Without their text: it has a link in it that signs in.</param>
/// <param name="PendingLinks">Mailed links that still work.</param>
/// <param name="FailedLogins">Since the last login; null when there was none.</param>
public sealed record PersonalExport(
    UserDto Profile,
    IReadOnlyList<ExportedSession> Sessions,
    IReadOnlyList<ExportedWorkspace> Workspaces,
    IReadOnlyList<ExportedChannel> Channels,
    IReadOnlyList<ExportedMessage> Messages,
    IReadOnlyList<ExportedEarlierContent> EarlierContents,
    IReadOnlyList<ExportedReaction> Reactions,
    IReadOnlyList<ExportedMention> Mentions,
    IReadOnlyList<ExportedNotification> Notifications,
    IReadOnlyList<ExportedFile> Files,
    IReadOnlyList<ExportedInvite> InvitesMade,
    IReadOnlyList<ExportedInvite> InvitesReceived,
    IReadOnlyList<ExportedChannelEvent> ChannelEvents,
    IReadOnlyList<ExportedAction> Actions,
    IReadOnlyList<ExportedMail> Mails,
    IReadOnlyList<ExportedLink> PendingLinks,
    FailedLogins? FailedLogins);

public sealed record ExportedSession(
    Guid Id, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt, DateTimeOffset ExpiresAt, string? Address, string? UserAgent);

/// <param name="Name">Null when the membership is over: what it is called since then is not theirs to know.</param>
/// <param name="EndedAt">Null for a present one.</param>
public sealed record ExportedWorkspace(
    Guid Id, string? Name, string Role, string Status, DateTimeOffset JoinedAt, DateTimeOffset? LastActive, DateTimeOffset? EndedAt);

public sealed record ExportedChannel(
    Guid Id, Guid WorkspaceId, string Name, string Type, string Role, string Notify, long LastReadSeq, DateTimeOffset JoinedAt);

/// <param name="Content">As it is stored; of deleted ones that is nothing.</param>
public sealed record ExportedMessage(
    Guid Id, Guid ChannelId, long Seq, Guid? ThreadId, Guid? ClientMessageId, string Content, DateTimeOffset CreatedAt,
    DateTimeOffset? EditedAt, DateTimeOffset? DeletedAt);

/// <summary>What one of the caller's messages said until an edit.</summary>
public sealed record ExportedEarlierContent(Guid MessageId, string Content, DateTimeOffset EditedAt);

public sealed record ExportedReaction(Guid MessageId, string Emoji, DateTimeOffset CreatedAt);

/// <summary>A message that mentions the caller.</summary>
/// <param name="ByName">False when it is as one of a channel.</param>
public sealed record ExportedMention(Guid MessageId, Guid ChannelId, bool ByName);

public sealed record ExportedNotification(
    Guid Id, string Type, Guid ActorId, Guid ChannelId, Guid? MessageId, DateTimeOffset CreatedAt, DateTimeOffset? ReadAt);

/// <summary>A file that the caller uploaded; its bytes are to be had by <paramref name="Url"/>, as long as the caller may read where it was sent.</summary>
public sealed record ExportedFile(
    Guid Id, Guid? ChannelId, Guid? MessageId, string Filename, long Size, string Type, int? Width, int? Height, DateTimeOffset UploadedAt, string Url);

/// <param name="ByMail">For one address, which is somebody else's and not said; false for a link.</param>
public sealed record ExportedInvite(
    Guid Id, Guid WorkspaceId, bool ByMail, string Role, int? MaxUses, int Uses, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

public sealed record ExportedChannelEvent(Guid ChannelId, long Seq, string Type, DateTimeOffset CreatedAt);

/// <param name="WorkspaceId">Null for what they did with their own account.</param>
public sealed record ExportedAction(
    Guid Id, Guid? WorkspaceId, string Action, string ResourceType, Guid ResourceId, AuditDetails Details, DateTimeOffset CreatedAt);

public sealed record ExportedMail(Guid Id, string Recipient, string Subject, DateTimeOffset CreatedAt, DateTimeOffset DueAt, int Attempts);

/// <param name="Purpose">verify_email or reset_password.</param>
public sealed record ExportedLink(string Purpose, DateTimeOffset ExpiresAt);

/// <param name="Until">Until then they count; five lock the address.</param>
public sealed record FailedLogins(int Failures, DateTimeOffset Until);
