using ChatFlow.WebApi.Sessions;
using Microsoft.Extensions.Configuration.Memory;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace ChatFlow.WebApi.Monitoring;

/// <summary>JSON lines on standard output, one a request, with the request's id; levels by the section <c>Serilog</c>, also while running.</summary>
internal static class Logging
{
    /// <summary>Levels that are set may be changed without a restart, so these are set, below everything else.</summary>
    private static readonly Dictionary<string, string?> Levels = new()
    {
        ["Serilog:MinimumLevel:Default"] = "Information",
        // The framework's own request lines would repeat ours, with query strings, and so with tokens.
        ["Serilog:MinimumLevel:Override:Microsoft"] = "Warning",
        ["Serilog:MinimumLevel:Override:Microsoft.Hosting.Lifetime"] = "Information",
        // SignalR calls every refusal an error; what is one is logged by HubCalls.
        ["Serilog:MinimumLevel:Override:Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher"] = "Fatal",
        // And so every socket that goes while it connects, or sends what is no message.
        ["Serilog:MinimumLevel:Override:Microsoft.AspNetCore.SignalR.HubConnectionHandler"] = "Fatal",
        // What fails while a token is looked at is thrown on, and logged as what the request failed of; of a caller who went away, nothing is.
        ["Serilog:MinimumLevel:Override:Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerHandler"] = "Fatal",
        ["Serilog:MinimumLevel:Override:Npgsql"] = "Warning",
        ["Serilog:MinimumLevel:Override:OpenTelemetry"] = "Warning",
    };

    public static void AddJsonLogs(this WebApplicationBuilder builder)
    {
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = Levels });
        builder.Services.AddSerilog((services, log) => log
            .ReadFrom.Configuration(builder.Configuration)
            .ReadFrom.Services(services)
            .Enrich.FromLogContext()
            .Enrich.With<WithoutPaths>()
            .WriteTo.Console(new RenderedCompactJsonFormatter()));
        builder.Services.Decorate<ILoggerFactory, OneLoggerEach>();
    }

    public static void UseRequestLog(this WebApplication app) => app.UseSerilogRequestLogging(options =>
    {
        options.EnrichDiagnosticContext = (log, http) => log.Set("user_id", Caller.IdOf(http.User));
        options.MessageTemplate = "{RequestMethod} {RequestPath} answered {StatusCode} in {Elapsed} ms";
        options.GetMessageTemplateProperties = (http, path, elapsed, status) =>
        [
            new("RequestMethod", new ScalarValue(http.Request.Method)),
            new("RequestPath", new ScalarValue(WithoutSecrets(http, path))),
            new("StatusCode", new ScalarValue(status)),
            new("Elapsed", new ScalarValue(elapsed)),
        ];
        // A socket's request ends with the socket, and probes come every few seconds: not worth a line each.
        options.GetLevel = (http, _, exception) => exception is not null || http.Response.StatusCode >= 500 ? LogEventLevel.Error
            : IsProbe(http.Request.Path) ? LogEventLevel.Debug : LogEventLevel.Information;
    });

    /// <summary>Who has the token of an invitation may come in: of such a path the route is logged.</summary>
    private static string WithoutSecrets(HttpContext http, string path) =>
        http.Request.RouteValues.ContainsKey("token") && http.GetEndpoint() is RouteEndpoint route ? route.RoutePattern.RawText! : path;

    /// <summary>The framework adds the path to all lines of a request. Ours of the request has it, and without secrets.</summary>
    private sealed class WithoutPaths : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
        {
            if (!logEvent.MessageTemplate.Text.Contains("{RequestPath}", StringComparison.Ordinal))
                logEvent.RemovePropertyIfPresent("RequestPath");
        }
    }

    private static bool IsProbe(PathString path) => path.StartsWithSegments("/health") || path.StartsWithSegments("/api/health") || path == "/metrics";
}
