using System.Net;
using ChatFlow.Application.Pipeline;
using ChatFlow.Infrastructure.Settings;
using ChatFlow.WebApi.Hosting;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;

namespace ChatFlow.WebApi.Monitoring;

/// <summary>Options of the section <c>Metrics</c>: who may read /metrics, which is not meant for the public.</summary>
[Section("Metrics")]
public sealed class MetricsOptions
{
    /// <summary>Addresses and networks, such as <c>10.0.0.7</c> or <c>10.0.0.0/24</c>, that may read /metrics as well. This machine itself always may.</summary>
    public string[] AllowedNetworks { get; set; } = [];
}

/// <summary>/metrics, for Prometheus: what is measured by us, the framework and the database's driver. To all others there is no such page.</summary>
internal static class MetricsPage
{
    private static readonly string[] Meters =
    [
        Telemetry.Name, "Npgsql", "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections",
    ];

    // A proxy in front is on this machine and speaks for the public: what it has passed on carries one of these.
    private static readonly string[] OfProxies = ["X-Forwarded-For", "X-Original-For", "Forwarded", "Via"];

    public static void AddMetrics(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<MetricsOptions>();
        builder.Services.AddSingleton<IValidateOptions<MetricsOptions>, MetricsCheck>();
        ProcessMetrics.Publish();
        builder.Services.AddOpenTelemetry().ConfigureResource(Traces.Describe).WithMetrics(metrics => metrics
            .AddMeter(Meters)
            // Ours has the statements' names.
            .AddView(instrument => instrument is { Meter.Name: "Npgsql", Name: "db.client.operation.duration" } ? MetricStreamConfiguration.Drop : null)
            .AddPrometheusExporter());
    }

    public static void UseMetricsPage(this WebApplication app)
    {
        IPNetwork[] allowed = [.. app.Services.GetRequiredService<IOptions<MetricsOptions>>().Value.AllowedNetworks.Select(Networks.Parse).OfType<IPNetwork>()];
        app.UseOpenTelemetryPrometheusScrapingEndpoint(http => http.Request.Path == "/metrics" && IsAllowed(http, allowed));
    }

    private static bool IsAllowed(HttpContext http, IPNetwork[] allowed)
    {
        if (http.Connection.RemoteIpAddress is not { } address || OfProxies.Any(http.Request.Headers.ContainsKey))
            return false;
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(address) || allowed.Any(network => network.Contains(address));
    }
}

internal sealed class MetricsCheck : IValidateOptions<MetricsOptions>
{
    public ValidateOptionsResult Validate(string? name, MetricsOptions options) => Networks.Check("Metrics__AllowedNetworks", options.AllowedNetworks);
}
