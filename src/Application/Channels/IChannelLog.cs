using ChatFlow.Domain;
using ChatFlow.Domain.Messages;

namespace ChatFlow.Application.Channels;

public enum AppendOutcome
{
    /// <summary>Committed now; the message has its seq and sender.</summary>
    Posted,

    /// <summary>This sender used this client_message_id in this channel before; nothing was written.</summary>
    Repeated,

    /// <summary>The sender may not write here (any more); nothing was written.</summary>
    AccessLost,

    /// <summary>The thread is unknown, deleted, nested, or of another channel; nothing was written.</summary>
    BadThread,

    /// <summary>A file is unknown, somebody else's, of another channel, sent already or expired; nothing was written.</summary>
    BadFiles,
}

/// <param name="MessageId">The message that now stands in the log: the new one, or the first of its client_message_id.</param>
public sealed record Appended(AppendOutcome Outcome, Guid MessageId);

/// <summary>The events after <paramref name="After"/>, up to and with <paramref name="Last"/>.</summary>
public sealed record LogRange(Guid ChannelId, long After, long Last);

/// <summary>
/// The log of every channel: gap-free seqs, one order for everybody, PostgreSQL behind it (docs/sending-messages.md).
/// </summary>
public interface IChannelLog
{
    /// <summary>
    /// Returns when the message is durably committed, or was found to be a repeat, or cannot be written. After a commit
    /// the message's events have been published.
    /// </summary>
    /// <param name="calledAt">When its sender's call came in (<see cref="Pipeline.ICaller.CalledAt"/>); 0 is not measured.</param>
    /// <exception cref="UnavailableException">
    /// The queue is full or the database does not answer. The message may have been committed all the same: sending it
    /// again with the same client_message_id is safe.
    /// </exception>
    Task<Appended> Append(Message message, long calledAt = 0);

    /// <summary>The seq of the channel's newest event.</summary>
    Task<long> Head(Guid channelId, CancellationToken cancellationToken);

    /// <summary>As <see cref="Head"/>, of many channels. Access is not asked here.</summary>
    Task<IReadOnlyList<ChannelHead>> Heads(IReadOnlyList<Guid> channelIds, CancellationToken cancellationToken);

    /// <summary>The events after <paramref name="after"/>, in order and without gaps, with payloads in their present state.</summary>
    /// <param name="userId">For whom payloads are made.</param>
    Task<ChannelEventsDto> Read(Guid channelId, long after, int limit, Guid userId, CancellationToken cancellationToken);

    /// <summary>As <see cref="Read(Guid, long, int, Guid, CancellationToken)"/>, of many channels at once.</summary>
    /// <param name="ranges">At most one of each channel, and not beyond its head.</param>
    /// <returns>The events of every range, by channel. Access is not asked here.</returns>
    Task<IReadOnlyDictionary<Guid, IReadOnlyList<ChannelEventDto>>> Read(IReadOnlyList<LogRange> ranges, Guid userId, CancellationToken cancellationToken);
}
