using ChatFlow.Application.Pipeline;
using ChatFlow.Infrastructure.Redis;
using ChatFlow.Infrastructure.Settings;
using ChatFlow.WebApi.RateLimits;
using ChatFlow.WebApi.Wire;
using Microsoft.AspNetCore.SignalR;

namespace ChatFlow.WebApi.Realtime;

internal static class RealtimeSetup
{
    public static void AddRealtime(this IServiceCollection services, IConfiguration configuration)
    {
        var signalR = services
            .AddSignalR(options =>
            {
                options.MaximumReceiveMessageSize = 64 * 1024;
                // A closed browser tab of a laptop that sleeps is noticed after 30 s, a dead server by the client as well.
                options.ClientTimeoutInterval = TimeSpan.FromSeconds(30);
                options.KeepAliveInterval = TimeSpan.FromSeconds(10);
                options.HandshakeTimeout = TimeSpan.FromSeconds(10);
                options.MaximumParallelInvocationsPerClient = 1;
                options.AddFilter<HubCalls>();
            })
            .AddJsonProtocol(options => WireJson.Apply(options.PayloadSerializerOptions))
            .AddMessagePackProtocol(options => options.SerializerOptions = WireMessagePack.Options);

        var isCluster = configuration.Settings<ClusterOptions>().Enabled;
        if (isCluster)
        {
            signalR.AddStackExchangeRedis(configuration.Settings<ConnectionStrings>().Redis, options =>
                options.ConnectionFactory = log => Backplane.Connect(options.Configuration, log));
        }

        services.AddSingleton<HubLimits>();
        services.AddSingleton<HubCalls>();
        services.AddSingleton<Push>();
        services.AddSingleton<Connections>();
        services.AddSingleton<OtherNodes>();
        services.AddSingleton<Subscriptions>();
        services.AddSingleton<RevokedConnections>();
        services.AddHostedService(provider => provider.GetRequiredService<RevokedConnections>());
        if (isCluster)
            services.AddHostedService<SubscriptionUpkeep>();
        services.AddHostedService<ChannelHeads>();
        services.AddHandlers(typeof(RealtimeSetup).Assembly);
    }
}
