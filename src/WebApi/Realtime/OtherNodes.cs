using ChatFlow.Domain;
using ChatFlow.Infrastructure.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace ChatFlow.WebApi.Realtime;

internal enum Change
{
    Joined,
    Left,

    /// <summary>It is no more, for nobody.</summary>
    Closed,
}

/// <param name="UserId">Whose connections; for <see cref="Change.Closed"/> everybody's, and this is empty.</param>
internal sealed record SubscriptionChange(Change Change, Guid UserId, IReadOnlyList<string> Groups);

/// <summary>
/// Tells the other nodes of a cluster what changed about subscriptions, over Redis. Nobody waits for it, and a word lost costs
/// nothing but time: calls are refused by the database, and every node compares now and then (<see cref="Subscriptions.Sweep"/>).
/// </summary>
internal sealed class OtherNodes(IConnectionMultiplexer redis, IOptions<ClusterOptions> cluster, TimeProvider clock)
{
    private static readonly RedisChannel Channel = RedisChannel.Literal("chatflow:subscriptions");

    private readonly string thisNode = clock.NewId().ToString();

    public void Tell(SubscriptionChange change)
    {
        if (cluster.Value.Enabled)
            redis.GetSubscriber().Publish(Channel, $"{thisNode} {change.Change} {change.UserId} {string.Join(' ', change.Groups)}", CommandFlags.FireAndForget);
    }

    // Not waited for: a node starts without Redis as well, and is subscribed when the connection comes.
    public void Listen(Action<SubscriptionChange> heard) => redis.GetSubscriber().Subscribe(
        Channel,
        (_, message) =>
        {
            // Redis may be shared: what is not ours is not ours.
            if (message.ToString().Split(' ') is [var node, var change, var user, .. var groups] && node != thisNode
                && Enum.TryParse<Change>(change, out var kind) && Guid.TryParse(user, out var userId))
                heard(new SubscriptionChange(kind, userId, groups));
        },
        CommandFlags.FireAndForget);
}
