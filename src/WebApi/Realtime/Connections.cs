using System.Collections.Concurrent;
using ChatFlow.WebApi.Sessions;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.SignalR;

namespace ChatFlow.WebApi.Realtime;

/// <summary>The open connections of this node, and whose they are.</summary>
internal sealed partial class Connections(ILogger<Connections> logger)
{
    private readonly ConcurrentDictionary<string, Connection> open = new();

    public IEnumerable<Connection> All => open.Values;

    public Connection Add(HubCallerContext context)
    {
        var connection = new Connection(context);
        var feature = context.Features.Get<IConnectionTransportFeature>()!;
        var lifetime = context.Features.Get<IConnectionLifetimeFeature>()!;
        feature.Transport = new BoundedTransport(feature.Transport, () =>
        {
            TookTooLittle(connection.UserId);
            // Not by SignalR, which would say goodbye first, and that the client is not to come back.
            lifetime.Abort();
        });
        return open[context.ConnectionId] = connection;
    }

    /// <summary>Null when it is gone.</summary>
    public Connection? Find(string connectionId) => open.GetValueOrDefault(connectionId);

    public void Remove(string connectionId) => open.TryRemove(connectionId, out _);

    public IEnumerable<Connection> OfUser(Guid userId) => open.Values.Where(connection => connection.UserId == userId);

    public IEnumerable<Connection> OfSession(Guid sessionId) => open.Values.Where(connection => connection.SessionId == sessionId);

    [LoggerMessage(Level = LogLevel.Information, Message = "A connection of user {UserId} took less than came for it, and was cut")]
    private partial void TookTooLittle(Guid userId);
}

/// <summary>One of them. There are many, and most of them say nothing: each byte here is paid for as often.</summary>
internal sealed class Connection(HubCallerContext context)
{
    private int calls;
    private volatile bool isLeaving;

    public string Id => context.ConnectionId;
    public Guid UserId { get; } = Caller.IdOf(context.User)!.Value;
    public Guid SessionId { get; } = Caller.SessionOf(context.User)!.Value;

    /// <summary>Cancelled when it has ended.</summary>
    public CancellationToken Closed => context.ConnectionAborted;

    /// <summary>The groups it is in; false for those that it has left by its own wish, and is not to be put into again.</summary>
    public ConcurrentDictionary<string, bool> Groups { get; } = new(concurrencyLevel: 1, capacity: 4);

    public IEnumerable<string> InGroups => Groups.Where(group => group.Value).Select(group => group.Key);

    /// <summary>True from when it is sent to another server: it may end what it is at, and begins nothing.</summary>
    public bool IsLeaving
    {
        get => isLeaving;
        set => isLeaving = value;
    }

    /// <summary>Ends it at once.</summary>
    public void Close() => context.Abort();

    /// <summary>Ends it as if the client had nothing more to say, and lets the client know that it may connect again.</summary>
    public void Leave() => context.Features.Get<IConnectionTransportFeature>()!.Transport.Input.CancelPendingRead();

    /// <summary>Whether no call of it is being worked on.</summary>
    public bool IsIdle => Volatile.Read(ref calls) == 0;

    public void CallBegins() => Interlocked.Increment(ref calls);

    public void CallEnds() => Interlocked.Decrement(ref calls);
}
