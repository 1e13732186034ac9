namespace ChatFlow.Domain.Channels;

/// <summary>What of a channel a member is notified of.</summary>
public enum Notify
{
    /// <summary>Mentions, replies in one's threads, reactions to one's messages.</summary>
    All,

    /// <summary>Mentions, and messages of a direct conversation.</summary>
    Mentions,
    None,

    /// <summary>Nothing, and clients show no unread messages either.</summary>
    Muted,
}

/// <summary>A member's marker of what they have read moved forward.</summary>
public sealed record ReadMarkerMoved(Guid ChannelId, Guid UserId, long Seq, long UnreadCount, long MentionCount) : IDomainEvent;
