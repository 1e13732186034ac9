using System.ComponentModel.DataAnnotations;
using ChatFlow.Application.Pipeline;
using ChatFlow.Infrastructure.Settings;
using Microsoft.Extensions.Options;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using StackExchange.Redis;

namespace ChatFlow.WebApi.Monitoring;

/// <summary>Options of the section <c>Traces</c>: with an endpoint, what becomes of each call is told to a collector by OTLP.</summary>
[Section("Traces")]
public sealed class TracesOptions
{
    /// <summary>Address of the collector, such as <c>http://127.0.0.1:4317</c>. Not set, nothing is traced.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>How the collector is spoken to. <c>Grpc</c> is usually on port 4317, <c>HttpProtobuf</c> on 4318.</summary>
    public OtlpExportProtocol Protocol { get; set; } = OtlpExportProtocol.Grpc;

    /// <summary>Share of the calls that are traced, from 0 to 1, unless the caller has decided it.</summary>
    [Range(0.0, 1.0)]
    public double SampledShare { get; set; } = 1;
}

/// <summary>Traces of calls, from HTTP or the hub through the use case to PostgreSQL and Redis, and on to the pushes that they caused.</summary>
internal static class Traces
{
    private static readonly string[] Sources = [Telemetry.Name, RedisSpans.Source, "Npgsql", "Microsoft.AspNetCore.SignalR.Server"];

    public static void AddTraces(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<TracesOptions>();
        var options = builder.Configuration.Settings<TracesOptions>();
        if (options.Endpoint is not { } endpoint)
            return;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(Describe)
            .WithTracing(tracing => tracing
                .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.SampledShare)))
                .AddAspNetCoreInstrumentation(http => http.Filter = IsWorthIt)
                .AddSource(Sources)
                .AddProcessor(new RedisSpans())
                .AddOtlpExporter(exporter =>
                {
                    exporter.Protocol = options.Protocol;
                    exporter.Endpoint = options.Protocol == OtlpExportProtocol.HttpProtobuf ? new Uri(endpoint, "/v1/traces") : endpoint;
                }));
    }

    public static void Describe(ResourceBuilder resource) => resource.AddService("chatflow", autoGenerateServiceInstanceId: false, serviceInstanceId: Environment.MachineName);

    public static void UseTraces(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<TracesOptions>>().Value.Endpoint is not null)
            RedisSpans.Noting(app.Services.GetRequiredService<IConnectionMultiplexer>());
    }

    /// <summary>Those who look after us come every few seconds.</summary>
    private static bool IsWorthIt(HttpContext http) => !http.Request.Path.StartsWithSegments("/health") && !http.Request.Path.StartsWithSegments("/metrics");
}
