using Microsoft.AspNetCore.SignalR;

namespace ChatFlow.WebApi.Realtime;

/// <summary>Starts pushes in order and waits for none: one client that does not read must not hold up everybody's events.</summary>
internal sealed partial class Push(IHubContext<ChatHub> hub, ILogger<Push> logger)
{
    public void To(string group, string type, object payload) => _ = Observe(hub.Clients.Group(group).SendAsync(type, payload), type);

    /// <param name="except">Connections that are not told.</param>
    public void ToOthers(string group, IReadOnlyList<string> except, string type, object payload) =>
        _ = Observe(hub.Clients.GroupExcept(group, except).SendAsync(type, payload), type);

    /// <summary>To one connection of this node, past the backplane.</summary>
    public void ToConnection(string connectionId, string type, object payload) =>
        _ = Observe(hub.Clients.Client(connectionId).SendAsync(type, payload), type);

    private async Task Observe(Task sending, string type)
    {
        try
        {
            await sending;
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
