using ChatFlow.Application.Channels;
using ChatFlow.Infrastructure.Users;
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

internal class ChannelMemberRow : UserRow
{
    public Guid ChannelId { get; init; }
    public string? Role { get; init; }

    public ChannelMemberDto ToDto() => new(ChannelId, ToUser(), Role!);
}
