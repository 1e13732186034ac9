using System.Globalization;
using ChatFlow.Domain;
using ChatFlow.WebApi.Files;
using ChatFlow.WebApi.Wire;

namespace ChatFlow.WebApi.Errors;

/// <summary>Every failure below it leaves with the envelope: thrown, or set as a status without a body.</summary>
internal sealed partial class ErrorMiddleware(RequestDelegate next, ILogger<ErrorMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await Answer(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there any more to hear an answer, or the rest of one, be it that of a refusal.
            if (!http.Response.HasStarted)
                http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
    }

    private async Task Answer(HttpContext http)
    {
        try
        {
            // Refused before anything is done: an answer that cannot be given must not leave a change behind.
            // A download is what it is, whatever a browser prefers for pictures.
            if (http.Request.Path.StartsWithSegments("/api") && !FileEndpoints.IsDownload(http) && !Document.IsAcceptable(http.Request))
                http.Response.StatusCode = StatusCodes.Status406NotAcceptable;
            else if (!Document.IsReadable(http.Request))
                http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            else
                await next(http);
            if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
                await ErrorReply.Write(http, http.Response.StatusCode, ErrorReply.OfStatus(http.Response.StatusCode));
        }
        catch (Exception exception) when (!http.Response.HasStarted && !(exception is OperationCanceledException && http.RequestAborted.IsCancellationRequested))
        {
            var error = ErrorReply.Of(exception);
            var status = ErrorReply.StatusOf(exception, error);
            if (exception is not RefusalException && error.Code == "SERVICE_UNAVAILABLE")
                Unavailable(exception.Message);
            else if (exception is not RefusalException && status >= 500)
                Failed(exception);
            http.Response.Clear();
            http.Response.Headers[RequestIdMiddleware.Header] = http.TraceIdentifier;
            if (exception is RateLimitedException limited)
                http.Response.Headers.RetryAfter = ((int)Math.Ceiling(limited.RetryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            await ErrorReply.Write(http, status, error);
        }
    }

    // Without a stack: while the database is away there is one of these for each request.
    [LoggerMessage(Level = LogLevel.Warning, Message = "The request could not be done at the moment: {Reason}")]
    private partial void Unavailable(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The request failed")]
    private partial void Failed(Exception exception);
}
