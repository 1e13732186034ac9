using ChatFlow.Domain;
using ChatFlow.Domain.Messages;

namespace ChatFlow.Application.Messages;

/// <summary>Which page of a timeline. At most one of the four is given; with none it is the newest page.</summary>
/// <param name="Before">Messages with a smaller seq.</param>
/// <param name="After">The messages next above this seq.</param>
/// <param name="Around">Half a page below, half a page from this seq on.</param>
/// <param name="Page">1-based, counted from the newest.</param>
public sealed record TimelinePosition(long? Before, long? After, long? Around, int? Page);

/// <param name="Messages">Newest first.</param>
/// <param name="Total">All thread roots of the channel, deleted ones too.</param>
/// <param name="NextCursor">For the next older page, as before; null when there is none.</param>
/// <param name="PrevCursor">For the next newer page, as after; null when there is none.</param>
public sealed record Timeline(IReadOnlyList<MessageDto> Messages, int Limit, int? Page, long Total, long? NextCursor, long? PrevCursor);

/// <summary>Reading messages, as the viewer sees them. New ones are the channel log's, changes <see cref="IMessageChanges"/>'.</summary>
public interface IMessageStore
{
    /// <param name="viewerId">Empty for nobody in particular.</param>
    /// <exception cref="NotFoundException">No such message.</exception>
    Task<MessageDto> Get(Guid messageId, Guid viewerId, CancellationToken cancellationToken);

    Task<Timeline> Timeline(Guid channelId, TimelinePosition position, int limit, Guid viewerId, CancellationToken cancellationToken);

    /// <summary>The replies after a place in the log, the oldest first.</summary>
    Task<Replies> Thread(Guid messageId, long after, int limit, Guid viewerId, CancellationToken cancellationToken);

    /// <summary>The pinned messages of a channel, the last pinned first.</summary>
    Task<IReadOnlyList<MessageDto>> Pins(Guid channelId, Guid viewerId, CancellationToken cancellationToken);

    /// <exception cref="NotFoundException">No such message.</exception>
    Task<StandingMessage> Standing(Guid messageId, CancellationToken cancellationToken);

    /// <summary>What the message said before each edit, the first first.</summary>
    Task<IReadOnlyList<EarlierContent>> History(Guid messageId, CancellationToken cancellationToken);
}
