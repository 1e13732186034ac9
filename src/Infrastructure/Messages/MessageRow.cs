using System.Text.Json;
using ChatFlow.Application.Files;
using ChatFlow.Application.Messages;
using ChatFlow.Domain.Messages;
using ChatFlow.Infrastructure.Files;

namespace ChatFlow.Infrastructure.Messages;

internal sealed class MessageRow
{
    public Guid Id { get; init; }
    public Guid ChannelId { get; init; }
    public Guid UserId { get; init; }
    public required string Username { get; init; }
    public required string DisplayName { get; init; }
    public string? AvatarUrl { get; init; }
    public required string Content { get; init; }
    public Guid? ThreadId { get; init; }
    public long Seq { get; init; }
    public Guid? ClientMessageId { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? EditedAt { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
    public int ReplyCount { get; init; }
    public DateTimeOffset? LastReplyAt { get; init; }
    public Guid? PinnedBy { get; init; }
    public DateTimeOffset? PinnedAt { get; init; }
    public Guid[]? Mentions { get; init; }

    /// <summary>Emoji and user ids, in order, as JSON; null when there are none.</summary>
    public string? Reactions { get; init; }

    /// <summary>As <see cref="FileColumns.AsJson"/> gives them.</summary>
    public string? Files { get; init; }

    /// <param name="viewerId">Empty for nobody in particular.</param>
    public MessageDto ToDto(Guid viewerId) => new()
    {
        Id = Id,
        ChannelId = ChannelId,
        UserId = UserId,
        Sender = new Sender(UserId, Username, DisplayName, AvatarUrl),
        Content = Content,
        ThreadId = ThreadId,
        Seq = Seq,
        ClientMessageId = ClientMessageId,
        CreatedAt = CreatedAt,
        EditedAt = EditedAt,
        DeletedAt = DeletedAt,
        ReplyCount = ReplyCount,
        LastReplyAt = LastReplyAt,
        Reactions = ReactionsFor(viewerId),
        Mentions = Mentions ?? [],
        Files = [.. AttachedFiles.Read(Files).Select(FileDto.Of)],
        Pinned = PinnedBy is { } by ? new PinDto(by, PinnedAt!.Value) : null,
    };

    private List<ReactionDto> ReactionsFor(Guid viewerId) => Reactions is null ? [] : JsonSerializer.Deserialize<List<Kind>>(Reactions)!
        .ConvertAll(kind => new ReactionDto(kind.emoji, kind.user_ids.Count, kind.user_ids, kind.user_ids.Contains(viewerId)));

    private sealed record Kind(string emoji, List<Guid> user_ids);
}
