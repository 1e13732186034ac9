using ChatFlow.Application.Channels;

namespace ChatFlow.WebApi.Realtime;

/// <summary>
/// Tells the connections of this node how far the logs of their channels go, when these moved: so a client that missed a push of whatever
/// kind finds out. It is asked of the database and sent past the backplane, because both the event and the way of a push may have been
/// what failed.
/// </summary>
internal sealed partial class ChannelHeads(
    Push push, Connections connections, IChannelLog log, TimeProvider clock, ILogger<ChannelHeads> logger) : BackgroundService
{
    /// <summary>Within 15 s a client knows, also when one round was lost.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    private readonly Dictionary<Guid, long> told = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Tell(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Without the database there is nothing to tell. The next round tells what this one could not.
                Failed(e);
            }
        }
    }

    private async Task Tell(CancellationToken cancellationToken)
    {
        var followers = connections.All
            .SelectMany(connection => connection.InGroups.Select(Group.ChannelOf).OfType<Guid>().Select(channel => (channel, connection)))
            .ToLookup(follows => follows.channel, follows => follows.connection);
        foreach (var channel in told.Keys.Where(channel => !followers.Contains(channel)).ToList())
            told.Remove(channel);
        if (followers.Count == 0)
            return;
        foreach (var head in await log.Heads([.. followers.Select(of => of.Key)], cancellationToken))
        {
            if (told.TryGetValue(head.ChannelId, out var before) && before == head.LastSeq)
                continue;
            told[head.ChannelId] = head.LastSeq;
            foreach (var connection in followers[head.ChannelId])
                push.ToConnection(connection.Id, "channel:head", head);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The heads of channels could not be told")]
    private partial void Failed(Exception exception);
}
