using System.Diagnostics;
using ChatFlow.Application.Pipeline;
using Microsoft.AspNetCore.SignalR;
using StackExchange.Redis;

namespace ChatFlow.WebApi.Realtime;

/// <summary>Starts pushes in order and waits for none: one client that does not read must not hold up everybody's events.</summary>
internal sealed partial class Push(IHubContext<ChatHub> hub, Connections connections, ILogger<Push> logger)
{
    public void To(string group, string type, object payload) =>
        _ = Observe(() => hub.Clients.Group(group).SendAsync(type, payload), type, () => ToOwn(group, [], type, payload));

    /// <param name="except">Connections that are not told.</param>
    public void ToOthers(string group, IReadOnlyList<string> except, string type, object payload) =>
        _ = Observe(() => hub.Clients.GroupExcept(group, except).SendAsync(type, payload), type, () => ToOwn(group, except, type, payload));

    /// <summary>To one connection of this node, past the backplane.</summary>
    public void ToConnection(string connectionId, string type, object payload) =>
        _ = Observe(() => hub.Clients.Client(connectionId).SendAsync(type, payload), type);

    /// <summary>Redis is away: this node's connections need not wait until they find the gap.</summary>
    private void ToOwn(string group, IReadOnlyList<string> except, string type, object payload)
    {
        foreach (var connection in connections.All.Where(connection => connection.Groups.GetValueOrDefault(group) && !except.Contains(connection.Id)))
            ToConnection(connection.Id, type, payload);
    }

    private async Task Observe(Func<Task> send, string type, Action? withoutRedis = null)
    {
        using var span = Telemetry.Traces.HasListeners() ? Telemetry.Traces.StartActivity($"push {type}", ActivityKind.Producer) : null;
        try
        {
            await send();
        }
        catch (Exception e) when (withoutRedis is not null && e is RedisException or TimeoutException)
        {
            withoutRedis();
        }
        catch (Exception e)
        {
            // A hint was lost, nothing else: clients find the gap by its seq.
            Lost(type, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A push of {Type} was lost")]
    private partial void Lost(string type, Exception exception);
}
