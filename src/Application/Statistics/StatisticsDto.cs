namespace ChatFlow.Application.Statistics;

/// <summary>Numbers of a workspace. They are counted every few minutes; names, members and memberships are those of the moment.</summary>
/// <param name="RefreshedAt">Everything that was sent by then is counted.</param>
/// <param name="Channels">Those that the caller may read, but no direct conversations, by slug.</param>
/// <param name="Users">The active members, by display name.</param>
public sealed record StatisticsDto(
    DateTimeOffset RefreshedAt, IReadOnlyList<ChannelStatisticsDto> Channels, IReadOnlyList<MemberStatisticsDto> Users);

/// <summary>A channel in numbers. Replies are messages, deleted messages are none.</summary>
public sealed record ChannelStatisticsDto
{
    public required Guid ChannelId { get; init; }
    public required string Name { get; init; }
    public required long TotalMessages { get; init; }

    /// <summary>How many people wrote them, also those who left.</summary>
    public required long UniqueSenders { get; init; }
    public required int MemberCount { get; init; }
    public DateTimeOffset? LastMessageAt { get; init; }
}

/// <summary>
/// A member in numbers. Only public channels count, whoever asks: from sums over private ones and direct conversations everybody
/// could tell that somebody is active in them. Deleted messages, and reactions to them, do not count.
/// </summary>
public sealed record MemberStatisticsDto
{
    public required Guid UserId { get; init; }
    public required string Username { get; init; }
    public required string DisplayName { get; init; }
    public required long MessagesSent { get; init; }
    public required long ReactionsAdded { get; init; }
    public DateTimeOffset? LastMessageAt { get; init; }

    /// <summary>As in the list of members.</summary>
    public DateTimeOffset? LastActive { get; init; }
}
