using ChatFlow.Domain;
using ChatFlow.WebApi.RateLimits;
using ChatFlow.WebApi.Sessions;
using ChatFlow.WebApi.Stopping;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace ChatFlow.WebApi.Realtime;

/// <summary>Before a connection to the hub is opened: a server that is about to stop takes none, one user has only so many, and what is read of them has its pace.</summary>
internal sealed class HubDoor(RequestDelegate next, StopState state, HubLimits limits)
{
    private const int UnreadBytes = 64 * 1024;

    /// <summary>What a request of a connection that there is counts as, beside its body: long polling has one for each answer, and one for each call.</summary>
    private const int RequestBytes = 512;

    public async Task InvokeAsync(HttpContext http)
    {
        if (!http.Request.Path.StartsWithSegments("/hub"))
        {
            await next(http);
            return;
        }
        // Before and after a place is waited for: who has too many here is better told of the other servers.
        RefuseWhenStopping();
        // A socket's request lasts as long as the socket. Those of a connection that was negotiated have its id.
        var isNew = !http.Request.Query.ContainsKey("id");
        using var place = Caller.IdOf(http.User) is { } userId ? await limits.Open(userId, isNew, http.RequestAborted) : null;
        RefuseWhenStopping();
        if (place is not null)
            await Pace(http, Caller.IdOf(http.User)!.Value, isNew);
        // It has been looked at, and would be kept as long as the socket.
        http.Request.Headers.Authorization = default;
        state.SocketBegins();
        try
        {
            await next(http);
        }
        finally
        {
            state.SocketEnds();
        }
    }

    private void RefuseWhenStopping()
    {
        if (state.HasBegun)
            throw new UnavailableException("The server is about to stop. Please connect again.");
    }

    private async ValueTask Pace(HttpContext http, Guid userId, bool isNew)
    {
        if (http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade)
        {
            http.Features.Set<IHttpUpgradeFeature>(new PacedUpgrade(upgrade, limits, userId));
            // What waits in the system's memory, megabytes by itself. The connection is the socket's alone.
            if (http.Features.Get<IConnectionSocketFeature>() is { } connection)
                connection.Socket.ReceiveBufferSize = UnreadBytes;
        }
        else if (http.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect)
            http.Features.Set<IHttpExtendedConnectFeature>(new PacedConnect(connect, limits, userId));
        else if (!isNew)
        {
            // Long polling, and what goes to the server beside server-sent events.
            await limits.Read(userId, RequestBytes, http.RequestAborted);
            http.Request.Body = new PacedStream(http.Request.Body, limits, userId);
        }
    }
}
