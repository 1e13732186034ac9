using ChatFlow.Application;
using ChatFlow.Application.Pipeline;
using ChatFlow.Infrastructure;
using ChatFlow.Infrastructure.Postgres;
using ChatFlow.Infrastructure.Settings;
using ChatFlow.WebApi.Client;
using ChatFlow.WebApi.Errors;
using ChatFlow.WebApi.Health;
using ChatFlow.WebApi.Hosting;
using ChatFlow.WebApi.Monitoring;
using ChatFlow.WebApi.RateLimits;
using ChatFlow.WebApi.Realtime;
using ChatFlow.WebApi.Sessions;
using ChatFlow.WebApi.Stopping;
using ChatFlow.WebApi.Wire;
using Microsoft.AspNetCore.Connections;

var builder = WebApplication.CreateBuilder(args);
if (args is ["ready"])
    return await ReadyCommand.Ask(builder.Configuration[WebHostDefaults.ServerUrlsKey] ?? "http://localhost:5000");

builder.AddSettingsFile();
builder.AddJsonLogs();
builder.AddMetrics();
builder.AddTraces();
builder.AddBrowserSecurity();
builder.AddProxies();
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
    // Who says nothing, or too slowly, does not keep its place. Kestrel's own rates for bodies, 240 bytes a second, hold as well.
    kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
    kestrel.Limits.MaxConcurrentConnections = 20_000;
    // Of what nobody has asked for yet, a connection: a megabyte by itself, which somebody's fifty can fill. What SignalR reads of a message at most.
    kestrel.Limits.MaxRequestBufferSize = 64 * 1024;
});
// By the machine's clock, whatever the application's says.
builder.Services.Decorate<IConnectionListenerFactory>(inner => new PacedListeners(inner, TimeProvider.System));
// Outside: those that are refused have waited for their time as well.
builder.Services.Decorate<IConnectionListenerFactory, BoundedListeners>();

builder.Services.AddApplication();
builder.Services.AddInfrastructure(builder.Configuration);
builder.Services.AddRealtime(builder.Configuration);
builder.Services.AddStopping();
builder.Services.AddBearerTokens();
builder.Services.AddScoped<Caller>();
builder.Services.AddScoped<ICaller>(provider => provider.GetRequiredService<Caller>());
builder.Services.AddSingleton(provider => new ServerStart(provider.GetRequiredService<TimeProvider>().GetUtcNow()));
builder.Services.ConfigureHttpJsonOptions(json => WireJson.Apply(json.SerializerOptions));
builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
builder.Services.AddApiDescription();
builder.Services.AddSettings<RateLimitOptions>();
builder.Services.AddSettings<ClientOptions>();
if (args is ["demo"])
    builder.Services.AddSingleton<TimeProvider>(new DemoClock());

var app = builder.Build();
switch (args.FirstOrDefault())
{
    case "migrate":
        await app.Services.GetRequiredService<Migrations>().Apply(CancellationToken.None);
        return 0;
    case "demo":
        await DemoData.PutIn(app);
        return 0;
}

app.Services.GetRequiredService<ServerStart>();
app.UseTraces();
app.UseForwardedHeaders();
app.UseMiddleware<RequestIdMiddleware>();
app.UseRequestLog();
app.UseBrowserSecurity();
app.UseMiddleware<ErrorMiddleware>();
app.UseMetricsPage();
app.UseClientFiles();
app.UseRouting();
app.UseAuthentication();
app.UseMiddleware<CallerMiddleware>();
app.UseMiddleware<RateLimitMiddleware>();
app.UseAuthorization();
app.UseMiddleware<HubDoor>();
app.MapApi();
try
{
    await app.RunAsync();
    return 0;
}
catch (Exception failure) when (SettingsSetup.MistakesIn(failure) is { Count: > 0 } mistakes)
{
    foreach (var mistake in mistakes)
        await Console.Error.WriteLineAsync(mistake);
    return 1;
}
