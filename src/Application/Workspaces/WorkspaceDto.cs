namespace ChatFlow.Application.Workspaces;

/// <summary>A workspace on the wire, as one of its members sees it.</summary>
public sealed record WorkspaceDto
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required string Slug { get; init; }
    public string? Description { get; init; }
    public required Guid OwnerId { get; init; }

    /// <summary>free, pro or enterprise.</summary>
    public required string Plan { get; init; }
    public required int MemberLimit { get; init; }
    public required int MemberCount { get; init; }

    /// <summary>Hours after which messages are removed; null keeps them.</summary>
    public int? RetentionHours { get; init; }

    /// <summary>The caller's own: owner, admin, moderator or member.</summary>
    public required string Role { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}
