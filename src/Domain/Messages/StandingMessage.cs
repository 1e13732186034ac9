using ChatFlow.Domain.Channels;
using ChatFlow.Domain.Permissions;

namespace ChatFlow.Domain.Messages;

/// <summary>A message as it stands in the log, and what may still be done to it.</summary>
/// <param name="Kinds">How many different emoji it has as reactions.</param>
public sealed record StandingMessage(Guid Id, Guid UserId, string Content, DateTimeOffset CreatedAt, bool IsDeleted, bool IsPinned, int Kinds)
{
    /// <summary>How long after sending its author can edit a message.</summary>
    public static readonly TimeSpan EditWindow = TimeSpan.FromHours(1);

    /// <summary>Different emoji that one message may have as reactions.</summary>
    public const int MaxKinds = 50;

    /// <exception cref="ForbiddenException">Somebody else wrote it.</exception>
    /// <exception cref="UnprocessableException">It was deleted, or the window is over.</exception>
    public void DemandEdit(ChannelAccess by, TimeProvider clock)
    {
        if (UserId != by.UserId)
            throw new ForbiddenException("Only its author can edit a message.");
        DemandPresence();
        if (clock.Now() - CreatedAt > EditWindow)
            throw new UnprocessableException("A message can be edited within one hour.");
    }

    /// <exception cref="ForbiddenException">Somebody else wrote it, and the role does not allow deleting any message.</exception>
    public void DemandDeletion(ChannelAccess by)
    {
        if (UserId != by.UserId)
            by.Demand(Permission.DeleteAnyMessage);
    }

    /// <exception cref="ForbiddenException">Neither its author nor somebody who may delete any message.</exception>
    public void DemandHistory(ChannelAccess by) => DemandDeletion(by);

    /// <param name="isNewKind">Nobody has reacted with this emoji yet.</param>
    /// <exception cref="UnprocessableException">It was deleted, or has as many kinds of reactions as it may have.</exception>
    public void DemandReaction(bool isNewKind)
    {
        DemandPresence();
        if (isNewKind && Kinds >= MaxKinds)
            throw new UnprocessableException($"A message may have at most {MaxKinds} kinds of reactions.");
    }

    /// <exception cref="UnprocessableException">It was deleted.</exception>
    public void DemandPresence()
    {
        if (IsDeleted)
            throw new UnprocessableException("The message was deleted.");
    }
}

/// <summary>Its author changed what a message says; <paramref name="Seq"/> is the edit's place in the channel's log.</summary>
public sealed record MessageEdited(Guid ChannelId, Guid MessageId, long Seq) : IDomainEvent;

/// <summary>A message was deleted: its place stays, its text is gone.</summary>
public sealed record MessageDeleted(Guid ChannelId, Guid MessageId, long Seq) : IDomainEvent;

/// <summary>A message was pinned to its channel, or is pinned no more.</summary>
public sealed record MessagePinned(Guid ChannelId, Guid MessageId, bool IsPinned, long Seq) : IDomainEvent;

/// <summary>Somebody reacted to a message, or took their reaction back.</summary>
/// <param name="Count">How many have reacted with this emoji since.</param>
public sealed record MessageReacted(Guid ChannelId, Guid MessageId, string Emoji, Guid UserId, int Count, bool IsAdded, long Seq) : IDomainEvent;
