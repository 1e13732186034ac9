using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Sessions;
using ChatFlow.Infrastructure.Redis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace ChatFlow.Infrastructure.Sessions;

/// <summary>Tells the other nodes which sessions have ended, so that they close their sockets at once.</summary>
internal interface ISessionEndings
{
    void Tell(IReadOnlyList<SessionEnded> ended);
}

/// <summary>
/// Over Redis, in a cluster only. A message lost costs nothing but time: calls are refused by the database, and every node asks
/// it now and then which of its connections' sessions still live.
/// </summary>
internal sealed class SessionEndings(IConnectionMultiplexer redis, IEventPublisher events, IOptions<ClusterOptions> cluster) : IHostedService, ISessionEndings
{
    private static readonly RedisChannel Channel = RedisChannel.Literal("chatflow:session-ended");

    public void Tell(IReadOnlyList<SessionEnded> ended)
    {
        if (!cluster.Value.Enabled)
            return;
        foreach (var session in ended)
            redis.GetSubscriber().Publish(Channel, $"{session.SessionId} {session.UserId}", CommandFlags.FireAndForget);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Not waited for: a node starts without Redis as well, and is subscribed when the connection comes.
        if (cluster.Value.Enabled)
            redis.GetSubscriber().Subscribe(Channel, (_, message) => Heard(message.ToString()), CommandFlags.FireAndForget);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Heard(string message)
    {
        // Redis may be shared: what is not ours is not ours.
        if (message.Split(' ') is [var session, var user] && Guid.TryParse(session, out var sessionId) && Guid.TryParse(user, out var userId))
            events.Publish([new SessionEnded(sessionId, userId)]);
    }
}
