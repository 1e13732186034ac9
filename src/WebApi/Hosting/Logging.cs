using ChatFlow.WebApi.Sessions;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace ChatFlow.WebApi.Hosting;

/// <summary>JSON lines on standard output, one a request, with the request's id; levels by the section <c>Serilog</c>.</summary>
internal static class Logging
{
    public static void AddJsonLogs(this WebApplicationBuilder builder) => builder.Services.AddSerilog(log => log
        .MinimumLevel.Information()
        // The framework's own request lines would repeat ours, with query strings, and so with tokens.
        .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
        .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
        // SignalR calls every refusal an error; what is one is logged by HubCalls.
        .MinimumLevel.Override("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogEventLevel.Fatal)
        .ReadFrom.Configuration(builder.Configuration)
        .Enrich.FromLogContext()
        .WriteTo.Console(new RenderedCompactJsonFormatter()));

    public static void UseRequestLog(this WebApplication app) => app.UseSerilogRequestLogging(options =>
    {
        options.EnrichDiagnosticContext = (log, http) => log.Set("user_id", Caller.IdOf(http.User));
        options.MessageTemplate = "{RequestMethod} {RequestPath} answered {StatusCode} in {Elapsed} ms";
        // A socket's request ends with the socket, and probes come every few seconds: not worth a line each.
        options.GetLevel = (http, _, exception) => exception is not null || http.Response.StatusCode >= 500 ? LogEventLevel.Error
            : http.Request.Path.StartsWithSegments("/health") ? LogEventLevel.Debug : LogEventLevel.Information;
    });
}
