namespace ChatFlow.Application.Users;

/// <summary>A user on the wire.</summary>
public sealed record UserDto
{
    public required Guid Id { get; init; }

    /// <summary>Only in one's own profile; null in everyone else's.</summary>
    public string? Email { get; init; }
    public required string Username { get; init; }
    public required string DisplayName { get; init; }
    public string? AvatarUrl { get; init; }
    public string? Bio { get; init; }

    /// <summary>An IANA name such as Europe/Rome.</summary>
    public string? Timezone { get; init; }

    /// <summary>
    /// online, away, dnd or offline: what they chose in one's own profile and in a channel's log, how they are seen in everybody else's.
    /// </summary>
    public required string Status { get; init; }
    public string? StatusMessage { get; init; }
    public required bool EmailVerified { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? LastSeenAt { get; init; }
}
