using ChatFlow.Domain.Channels;
using ChatFlow.Domain.Workspaces;

namespace ChatFlow.Infrastructure.Permissions;

/// <summary>What <see cref="AccessSql.ToChannel"/> finds.</summary>
internal sealed class ChannelAccessRow
{
    public Guid WorkspaceId { get; init; }
    public required string Type { get; init; }
    public bool Archived { get; init; }
    public required string Role { get; init; }
    public string? Membership { get; init; }

    public ChannelAccess ToAccess(Guid channelId, Guid userId) => new(
        channelId, WorkspaceId, userId, Enum.Parse<ChannelType>(Type.Replace("_", ""), ignoreCase: true), Archived,
        Enum.Parse<WorkspaceRole>(Role, ignoreCase: true),
        Membership is { } role ? Enum.Parse<ChannelRole>(role, ignoreCase: true) : null);
}
