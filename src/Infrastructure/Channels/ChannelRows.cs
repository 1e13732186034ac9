using ChatFlow.Application.Channels;
using ChatFlow.Application.Users;
using Mapster;

namespace ChatFlow.Infrastructure.Channels;

internal sealed class ChannelRow
{
    public Guid Id { get; init; }
    public Guid WorkspaceId { get; init; }
    public required string Name { get; init; }
    public required string Slug { get; init; }
    public required string Type { get; init; }
    public string? Description { get; init; }
    public string? Topic { get; init; }
    public Guid CreatedBy { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public bool Archived { get; init; }
    public int MemberCount { get; init; }
    public long MessageCount { get; init; }
    public DateTimeOffset? LastMessageAt { get; init; }
    public long LastSeq { get; init; }
    public string? Role { get; init; }
    public long LastReadSeq { get; init; }
    public string? Notify { get; init; }
    public long UnreadCount { get; init; }

    public ChannelDto ToDto() => this.Adapt<ChannelDto>() with
    {
        Membership = Role is null ? null : new MembershipDto(Role, LastReadSeq, Notify!),
    };
}

/// <summary>A user as others see them: no address, whatever the row holds.</summary>
internal class ChannelMemberRow
{
    public Guid ChannelId { get; init; }
    public string? Role { get; init; }
    public Guid Id { get; init; }
    public required string Username { get; init; }
    public required string DisplayName { get; init; }
    public string? Bio { get; init; }
    public string? Timezone { get; init; }
    public required string Status { get; init; }
    public string? StatusMessage { get; init; }
    public bool EmailVerified { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? LastSeenAt { get; init; }

    public ChannelMemberDto ToDto() => new(ChannelId, this.Adapt<UserDto>(), Role!);
}
