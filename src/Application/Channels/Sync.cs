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
    private static readonly IReadOnlyDictionary<Guid, IReadOnlyList<ChannelEventDto>> NoEvents = new Dictionary<Guid, IReadOnlyList<ChannelEventDto>>();

    public async Task<SyncDto> Handle(Sync request, CancellationToken cancellationToken)
    {
        if (request.Channels is not { Count: <= Sync.MaxChannels } seen || seen.Values.Any(seq => seq < 0))
            throw new InvalidRequestException("channels", "range", $"'channels' must name at most {Sync.MaxChannels} channels, each with the last seq seen.");
        var heads = await channels.ReadableHeads([.. seen.Keys], caller.UserId, cancellationToken);
        // Without gaps, so what is missing is counted by the numbers, and all of it is read at once.
        var ranges = new List<LogRange>();
        var left = Sync.PerAnswer;
        foreach (var head in heads)
        {
            var after = seen[head.ChannelId];
            var count = head.LastSeq - after is var missing and >= 0 and <= Sync.ReloadAfter ? Math.Min(Math.Min(missing, Sync.PerChannel), left) : 0;
            if (count > 0)
                ranges.Add(new LogRange(head.ChannelId, after, after + count));
            left -= (int)count;
        }
        var events = ranges.Count == 0 ? NoEvents : await log.Read(ranges, caller.UserId, cancellationToken);
        var missed = new Dictionary<Guid, ChannelSyncDto>();
        foreach (var head in heads)
        {
            var missing = head.LastSeq - seen[head.ChannelId];
            var read = events.GetValueOrDefault(head.ChannelId, []);
            var reload = missing is < 0 or > Sync.ReloadAfter;
            missed[head.ChannelId] = new ChannelSyncDto(read, head.LastSeq, More: !reload && missing > read.Count, reload);
        }
        return new SyncDto(missed);
    }
}
