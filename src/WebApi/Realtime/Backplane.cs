using System.Reflection;
using ChatFlow.WebApi.Monitoring;
using StackExchange.Redis;

namespace ChatFlow.WebApi.Realtime;

/// <summary>
/// The backplane's way to Redis, which waits for no subscription that cannot be had now: the backplane itself would refuse a socket,
/// or leave its group deaf for ever, when Redis is away or hangs. What was subscribed meanwhile is put in force when Redis is back.
/// Not sealed: the runtime derives from it.
/// </summary>
public class Backplane : DispatchProxy
{
    private IConnectionMultiplexer redis = null!;

    /// <param name="configuration">Changed: what Redis cannot take at once is not kept for later, so that a push that fails fails now.</param>
    public static async Task<IConnectionMultiplexer> Connect(ConfigurationOptions configuration, TextWriter log)
    {
        configuration.ChannelPrefix = RedisChannel.Literal("chatflow");
        configuration.AbortOnConnectFail = false;
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        var proxy = Create<IConnectionMultiplexer, Backplane>();
        ((Backplane)proxy).redis = RedisSpans.Noting(await ConnectionMultiplexer.ConnectAsync(configuration, log));
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var answer = targetMethod!.Invoke(redis, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);
        return answer is ISubscriber subscriber ? BackplaneSubscriber.Around(subscriber) : answer;
    }
}

/// <summary>See <see cref="Backplane"/>. Not sealed: the runtime derives from it.</summary>
public class BackplaneSubscriber : DispatchProxy
{
    /// <summary>A Redis that answers at all answers within this. What is missed until the subscription is in force is found by <see cref="ChannelHeads"/>.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long nobody waits after one did in vain: the backplane asks for one subscription after the other, for all sockets of the node, and each socket has
    /// as many as its user has channels.
    /// </summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private ISubscriber subscriber = null!;
    private long inVain;

    private bool HasJustBeenInVain => Interlocked.Read(ref inVain) is not 0 and var at && TimeProvider.System.GetElapsedTime(at) < Pause;

    public static ISubscriber Around(ISubscriber subscriber)
    {
        var proxy = Create<ISubscriber, BackplaneSubscriber>();
        ((BackplaneSubscriber)proxy).subscriber = subscriber;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(ISubscriber.SubscribeAsync) && args is [RedisChannel channel, CommandFlags flags])
            return Subscribe(channel, flags);
        return targetMethod.Invoke(subscriber, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);
    }

    private async Task<ChannelMessageQueue> Subscribe(RedisChannel channel, CommandFlags flags)
    {
        var queue = await subscriber.SubscribeAsync(channel, flags | CommandFlags.FireAndForget);
        try
        {
            // Goes the same way, behind the subscription: when it is answered, that is in force.
            if (subscriber.IsConnected() && !HasJustBeenInVain)
                await subscriber.PingAsync().WaitAsync(Patience);
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            // Redis will have it when it is back.
            Interlocked.Exchange(ref inVain, TimeProvider.System.GetTimestamp());
        }
        return queue;
    }
}
