using ChatFlow.Domain.Channels;
using ChatFlow.Domain.Files;
using ChatFlow.Domain.Notifications;

namespace ChatFlow.Domain.Messages;

/// <summary>What somebody wrote in a channel: Markdown source, kept as typed.</summary>
public sealed class Message : Aggregate
{
    /// <summary>Unicode code points; the same number in the database, the validator and the client.</summary>
    public const int MaxContent = 4000;

    private Message(
        Guid id, ChannelAccess access, string content, Guid? threadId, Guid? clientMessageId, IReadOnlyList<Guid> fileIds, Mentioned mentioned,
        DateTimeOffset createdAt)
    {
        Id = id;
        ChannelId = access.ChannelId;
        UserId = access.UserId;
        // Whether anybody must be told can be said here; whom, only in the transaction that writes it.
        Mentions = mentioned;
        TellsSomebody = threadId is not null || !mentioned.IsNobody || access.IsDirect;
        Content = content;
        ThreadId = threadId;
        ClientMessageId = clientMessageId;
        FileIds = fileIds;
        CreatedAt = createdAt;
    }

    public Guid Id { get; }
    public Guid ChannelId { get; }
    public Guid UserId { get; }
    public string Content { get; }

    /// <summary>The message this one replies to; threads are one level deep.</summary>
    public Guid? ThreadId { get; }

    /// <summary>The sender's own id for this message: the same one again is the same message again.</summary>
    public Guid? ClientMessageId { get; }

    /// <summary>What it is to be sent with, in this order; whether it can be is decided with the commit.</summary>
    public IReadOnlyList<Guid> FileIds { get; }
    public DateTimeOffset CreatedAt { get; }

    /// <summary>The message's place in the channel's log; 0 until it is committed.</summary>
    public long Seq { get; private set; }

    /// <summary>Whom it is to mention.</summary>
    public Mentioned Mentions { get; }

    /// <summary>Whether it may mention anybody, or be of interest to particular people; few messages are.</summary>
    public bool TellsSomebody { get; }

    /// <summary>Ids of those it mentions by name; empty until it is committed.</summary>
    public IReadOnlyList<Guid> Mentioned { get; private set; } = [];

    /// <summary>What it was sent with; empty until it is committed.</summary>
    public IReadOnlyList<StoredFile> Files { get; private set; } = [];

    /// <summary>The sender as members see them; null until committed.</summary>
    public Sender? Sender { get; private set; }

    internal static Message Post(
        ChannelAccess access, string content, Guid? threadId, Guid? clientMessageId, IReadOnlyList<Guid> fileIds, Mentioned mentioned, TimeProvider clock)
    {
        if (Flaw(content, hasFiles: fileIds.Count > 0) is { } flaw)
            throw new UnprocessableException(flaw.Message);
        return new Message(clock.NewId(), access, content, threadId, clientMessageId, fileIds, mentioned, clock.Now());
    }

    /// <summary>The first rule that this content breaks, or null. The validator asks the same question to answer 400.</summary>
    /// <param name="hasFiles">Files can speak for themselves.</param>
    public static (string Constraint, string Message)? Flaw(string content, bool hasFiles = false)
    {
        if (!hasFiles && string.IsNullOrWhiteSpace(content))
            return ("required", "A message cannot be empty.");
        if (!PlainText.IsStorable(content))
            return ("encoding", "A message cannot contain NUL or half of a surrogate pair.");
        if (PlainText.Length(content) > MaxContent)
            return ("max_length", $"A message may have at most {MaxContent} characters.");
        return null;
    }

    /// <summary>Called by the channel log once the message is in the database, durably.</summary>
    public void Committed(long seq, Sender sender, IReadOnlyList<Guid> mentioned, IReadOnlyList<Notified> notified, IReadOnlyList<StoredFile> files)
    {
        (Seq, Sender, Mentioned, Files) = (seq, sender, mentioned, files);
        Raise(new MessagePosted(this));
        foreach (var one in notified)
            Raise(one);
    }
}

/// <summary>Who wrote a message, as shown beside it.</summary>
public sealed record Sender(Guid Id, string Username, string DisplayName, string? AvatarUrl);

/// <summary>A message was committed to its channel's log.</summary>
public sealed record MessagePosted(Message Message) : IDomainEvent;
