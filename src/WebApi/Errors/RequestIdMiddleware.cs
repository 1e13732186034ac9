using System.Text.RegularExpressions;
using ChatFlow.Domain;
using Serilog.Context;

namespace ChatFlow.WebApi.Errors;

/// <summary>Gives every request an id that is in its answer and in all its log lines: the client's own if it is a tame one.</summary>
internal sealed partial class RequestIdMiddleware(RequestDelegate next, TimeProvider clock)
{
    public const string Header = "X-Request-ID";

    public async Task InvokeAsync(HttpContext http)
    {
        var given = http.Request.Headers[Header].ToString();
        http.TraceIdentifier = Tame().IsMatch(given) ? given : clock.NewId().ToString("N");
        http.Response.Headers[Header] = http.TraceIdentifier;
        using (LogContext.PushProperty("request_id", http.TraceIdentifier))
            await next(http);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex Tame();
}
