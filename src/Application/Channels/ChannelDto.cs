using ChatFlow.Application.Users;

namespace ChatFlow.Application.Channels;

/// <summary>A channel on the wire, as one user sees it.</summary>
public record ChannelDto
{
    public required Guid Id { get; init; }
    public required Guid WorkspaceId { get; init; }
    public required string Name { get; init; }
    public required string Slug { get; init; }

    /// <summary>public, private, direct or group_dm.</summary>
    public required string Type { get; init; }
    public string? Description { get; init; }
    public string? Topic { get; init; }
    public required Guid CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required bool Archived { get; init; }
    public required int MemberCount { get; init; }
    public required long MessageCount { get; init; }
    public DateTimeOffset? LastMessageAt { get; init; }

    /// <summary>The head of the channel's log.</summary>
    public required long LastSeq { get; init; }

    /// <summary>Null when the viewer has not joined.</summary>
    public MembershipDto? Membership { get; init; }

    /// <summary>Timeline messages after the viewer's marker that are neither theirs nor deleted.</summary>
    public required long UnreadCount { get; init; }
    public required long MentionCount { get; init; }
}

/// <param name="Role">moderator or member.</param>
/// <param name="LastReadSeq">Everything up to this place of the log has been read.</param>
/// <param name="Notify">all, mentions, none or muted.</param>
public sealed record MembershipDto(string Role, long LastReadSeq, string Notify);

/// <summary>Someone in a channel; also what member:joined and member:left carry.</summary>
/// <param name="Role">moderator or member.</param>
/// <param name="PreviousRole">Where the role of a member was changed: what it was. Null for who has just become one.</param>
public record ChannelMemberDto(Guid ChannelId, UserDto User, string Role, string? PreviousRole = null);

/// <summary>An entry of the list of a channel's members.</summary>
/// <param name="Role">In the channel: moderator or member.</param>
/// <param name="Status">In the workspace: active.</param>
/// <param name="JoinedAt">When they joined the channel.</param>
/// <param name="LastActive">In the workspace.</param>
public sealed record ListedChannelMemberDto(
    Guid ChannelId, UserDto User, string Role, string Status, DateTimeOffset JoinedAt, DateTimeOffset? LastActive);

/// <summary>One entry of a channel's log.</summary>
/// <param name="Type">As the hub's: message:received, member:joined, …</param>
/// <param name="Payload">What the hub sends with this type, in its present state.</param>
public sealed record ChannelEventDto(long Seq, string Type, DateTimeOffset CreatedAt, object Payload);

/// <param name="LastSeq">The head of the log when it was read.</param>
/// <param name="More">There is more after the last event given.</param>
public sealed record ChannelEventsDto(IReadOnlyList<ChannelEventDto> Events, long LastSeq, bool More);

/// <summary>The types of events, on the hub and in the feed.</summary>
public static class EventTypes
{
    public const string MessageReceived = "message:received";
    public const string ChannelCreated = "channel:created";
    public const string ChannelUpdated = "channel:updated";
    public const string ChannelDeleted = "channel:deleted";
    public const string ChannelJoined = "channel:joined";
    public const string MemberJoined = "member:joined";
    public const string MemberLeft = "member:left";
}
