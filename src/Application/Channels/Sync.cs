using ChatFlow.Application.Pipeline;
using ChatFlow.Domain;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Channels;

/// <summary>What a client that was away has missed, of many channels at once.</summary>
/// <param name="Channels">Each channel's id, and the seq that the client has everything up to. At most 1000.</param>
public sealed record Sync(IReadOnlyDictionary<Guid, long>? Channels) : IRequest<SyncDto>, IRestricted
{
    /// <summary>Channels of one call.</summary>
    public const int MaxChannels = 1000;

    /// <summary>Missing so many events of a channel, a client does better to load it anew.</summary>
    public const int ReloadAfter = 10_000;

    /// <summary>Events of one channel in one answer; the next ones are got from the channel's feed.</summary>
    public const int PerChannel = 200;

    /// <summary>Events of one answer: what is over is said to be more, and got from the feed.</summary>
    public const int PerAnswer = 1000;

    public static Permission Permission => Permission.SignedIn;
}

/// <param name="Channels">By id, those that the caller may read.</param>
public sealed record SyncDto(IReadOnlyDictionary<Guid, ChannelSyncDto> Channels);

/// <param name="LastSeq">The head of the log when it was read.</param>
/// <param name="More">There is more after the last event given.</param>
/// <param name="Reload">Too much is missing, or the client is ahead of the log: no events are given, and the channel is to be loaded anew.</param>
public sealed record ChannelSyncDto(IReadOnlyList<ChannelEventDto> Events, long LastSeq, bool More, bool Reload);

internal sealed class SyncHandler(IChannelStore channels, IChannelLog log, ICaller caller) : IRequestHandler<Sync, SyncDto>
{
    public async Task<SyncDto> Handle(Sync request, CancellationToken cancellationToken)
    {
        if (request.Channels is not { Count: <= Sync.MaxChannels } seen || seen.Values.Any(seq => seq < 0))
            throw new InvalidRequestException("channels", "range", $"'channels' must name at most {Sync.MaxChannels} channels, each with the last seq seen.");
        var missed = new Dictionary<Guid, ChannelSyncDto>();
        var left = Sync.PerAnswer;
        foreach (var head in await channels.ReadableHeads([.. seen.Keys], caller.UserId, cancellationToken))
        {
            var after = seen[head.ChannelId];
            var missing = head.LastSeq - after;
            if (missing is < 0 or > Sync.ReloadAfter)
                missed[head.ChannelId] = new ChannelSyncDto([], head.LastSeq, More: false, Reload: true);
            else if (missing == 0 || left == 0)
                missed[head.ChannelId] = new ChannelSyncDto([], head.LastSeq, More: missing > 0, Reload: false);
            else
            {
                var read = await log.Read(head.ChannelId, after, Math.Min(left, Sync.PerChannel), caller.UserId, cancellationToken);
                left -= read.Events.Count;
                missed[head.ChannelId] = new ChannelSyncDto(read.Events, read.LastSeq, read.More, Reload: false);
            }
        }
        return new SyncDto(missed);
    }
}
