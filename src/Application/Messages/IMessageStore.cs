using ChatFlow.Domain;

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

/// <summary>Reading messages. Writing is the channel log's.</summary>
public interface IMessageStore
{
    /// <exception cref="NotFoundException">No such message.</exception>
    Task<MessageDto> Get(Guid messageId, CancellationToken cancellationToken);

    Task<Timeline> Timeline(Guid channelId, TimelinePosition position, int limit, CancellationToken cancellationToken);
}
