namespace ChatFlow.Domain.Messages;

/// <summary>What somebody wrote in a channel: Markdown source, kept as typed.</summary>
public sealed class Message : Aggregate
{
    /// <summary>Unicode code points; the same number in the database, the validator and the client.</summary>
    public const int MaxContent = 4000;

    private Message(
        Guid id, Guid channelId, Guid userId, string content, Guid? threadId, Guid? clientMessageId, DateTimeOffset createdAt)
    {
        Id = id;
        ChannelId = channelId;
        UserId = userId;
        Content = content;
        ThreadId = threadId;
        ClientMessageId = clientMessageId;
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
    public DateTimeOffset CreatedAt { get; }

    /// <summary>The message's place in the channel's log; 0 until it is committed.</summary>
    public long Seq { get; private set; }

    /// <summary>The sender as members see them; null until committed.</summary>
    public Sender? Sender { get; private set; }

    internal static Message Post(
        Guid channelId, Guid userId, string content, Guid? threadId, Guid? clientMessageId, TimeProvider clock)
    {
        if (Flaw(content) is { } flaw)
            throw new UnprocessableException(flaw.Message);
        return new Message(clock.NewId(), channelId, userId, content, threadId, clientMessageId, clock.Now());
    }

    /// <summary>The first rule that this content breaks, or null. The validator asks the same question to answer 400.</summary>
    public static (string Constraint, string Message)? Flaw(string content)
    {
        if (string.IsNullOrWhiteSpace(content))
            return ("required", "A message cannot be empty.");
        if (!PlainText.IsStorable(content))
            return ("encoding", "A message cannot contain NUL or half of a surrogate pair.");
        if (PlainText.Length(content) > MaxContent)
            return ("max_length", $"A message may have at most {MaxContent} characters.");
        return null;
    }

    /// <summary>Called by the channel log once the message is in the database, durably.</summary>
    public void Committed(long seq, Sender sender)
    {
        Seq = seq;
        Sender = sender;
        Raise(new MessagePosted(this));
    }
}

/// <summary>Who wrote a message, as shown beside it.</summary>
public sealed record Sender(Guid Id, string Username, string DisplayName, string? AvatarUrl);

/// <summary>A message was committed to its channel's log.</summary>
public sealed record MessagePosted(Message Message) : IDomainEvent;
