using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.StackExchangeRedis;
using Microsoft.Extensions.Options;

namespace ChatFlow.WebApi.Realtime;

// SignalR's own, but that a connection can be found by its features: whether what is written to it is read is asked of nothing else.

internal sealed class LocalLifetimes(ILogger<DefaultHubLifetimeManager<ChatHub>> logger) : DefaultHubLifetimeManager<ChatHub>(logger)
{
    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        connection.Features.Set(connection);
        return base.OnConnectedAsync(connection);
    }
}

internal sealed class ClusterLifetimes(
    ILogger<RedisHubLifetimeManager<ChatHub>> logger, IOptions<RedisOptions> redis, IHubProtocolResolver protocols, IOptions<HubOptions> all, IOptions<HubOptions<ChatHub>> own)
    : RedisHubLifetimeManager<ChatHub>(logger, redis, protocols, all, own)
{
    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        connection.Features.Set(connection);
        return base.OnConnectedAsync(connection);
    }
}
