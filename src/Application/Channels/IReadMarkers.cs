using ChatFlow.Domain;
using ChatFlow.Domain.Channels;

namespace ChatFlow.Application.Channels;

/// <summary>What members have read of a channel, and what they want to be told of.</summary>
public interface IReadMarkers
{
    /// <summary>Moves the marker, reads the notifications that it passes, and publishes <see cref="ReadMarkerMoved"/> when it moved.</summary>
    /// <exception cref="NotFoundException">The user is no member.</exception>
    Task<ReadMarkerDto> Move(Guid channelId, Guid userId, long seq, CancellationToken cancellationToken);

    Task SetNotify(Guid channelId, Guid userId, Notify notify, CancellationToken cancellationToken);
}
