namespace ChatFlow.WebApi.Stopping;

internal static class StoppingSetup
{
    public static void AddStopping(this IServiceCollection services)
    {
        services.AddSingleton<StopState>();
        services.AddSingleton<IHostLifetime, StopInOrder>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = StopInOrder.HostPatience);
    }
}
