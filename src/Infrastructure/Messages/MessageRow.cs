using ChatFlow.Application.Messages;
using ChatFlow.Domain.Messages;

namespace ChatFlow.Infrastructure.Messages;

internal sealed class MessageRow
{
    public Guid Id { get; init; }
    public Guid ChannelId { get; init; }
    public Guid UserId { get; init; }
    public required string Username { get; init; }
    public required string DisplayName { get; init; }
    public required string Content { get; init; }
    public Guid? ThreadId { get; init; }
    public long Seq { get; init; }
    public Guid? ClientMessageId { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? EditedAt { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
    public int ReplyCount { get; init; }
    public DateTimeOffset? LastReplyAt { get; init; }

    /// <summary>Written out rather than mapped by name, because of what a deleted message must not say.</summary>
    public MessageDto ToDto() => new()
    {
        Id = Id,
        ChannelId = ChannelId,
        UserId = UserId,
        Sender = new Sender(UserId, Username, DisplayName, AvatarUrl: null),
        Content = DeletedAt is null ? Content : "",
        ThreadId = ThreadId,
        Seq = Seq,
        ClientMessageId = ClientMessageId,
        CreatedAt = CreatedAt,
        EditedAt = EditedAt,
        DeletedAt = DeletedAt,
        ReplyCount = ReplyCount,
        LastReplyAt = LastReplyAt,
    };
}
