using System.Text.Json.Serialization;
using ChatFlow.Application.Files;
using ChatFlow.Domain.Messages;

namespace ChatFlow.Application.Messages;

/// <summary>A message on the wire. Of a deleted one the content is empty and the place in the log stays.</summary>
public record MessageDto
{
    public required Guid Id { get; init; }
    public required Guid ChannelId { get; init; }
    public required Guid UserId { get; init; }
    public required Sender Sender { get; init; }

    /// <summary>Markdown source as typed, 1 to 4000 Unicode code points.</summary>
    public required string Content { get; init; }

    /// <summary>The content rendered and sanitised; only on the wire where ?include=html asked for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Html { get; init; }
    public Guid? ThreadId { get; init; }

    /// <summary>The place of its creation in the channel's log; never changes.</summary>
    public required long Seq { get; init; }
    public Guid? ClientMessageId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? EditedAt { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
    public string Status { get; init; } = "sent";
    public int ReplyCount { get; init; }
    public DateTimeOffset? LastReplyAt { get; init; }

    /// <summary>By emoji, the first that was used first.</summary>
    public IReadOnlyList<ReactionDto> Reactions { get; init; } = [];

    /// <summary>Ids of the users mentioned by name.</summary>
    public IReadOnlyList<Guid> Mentions { get; init; } = [];

    /// <summary>In the order in which they were given.</summary>
    public IReadOnlyList<FileDto> Files { get; init; } = [];

    /// <summary>Null when it is not pinned.</summary>
    public PinDto? Pinned { get; init; }

    public static MessageDto Of(Message message) => new()
    {
        Id = message.Id,
        ChannelId = message.ChannelId,
        UserId = message.UserId,
        Sender = message.Sender ?? throw new InvalidOperationException("The message is not committed."),
        Content = message.Content,
        ThreadId = message.ThreadId,
        Seq = message.Seq,
        ClientMessageId = message.ClientMessageId,
        CreatedAt = message.CreatedAt,
        Mentions = message.Mentioned,
        Files = [.. message.Files.Select(FileDto.Of)],
    };
}

/// <param name="UserIds">Who reacted with it, the first first.</param>
/// <param name="Me">Whether the viewer is among them; false in pushes, which are the same for everybody.</param>
public sealed record ReactionDto(string Emoji, int Count, IReadOnlyList<Guid> UserIds, bool Me);

/// <param name="By">Who pinned it.</param>
public sealed record PinDto(Guid By, DateTimeOffset At);

/// <summary>What reaction:added and reaction:removed carry.</summary>
/// <param name="Count">How many have reacted to the message with this emoji.</param>
public record ReactionChangeDto(Guid MessageId, Guid ChannelId, string Emoji, Guid UserId, int Count);
