using System.Diagnostics;
using ChatFlow.Domain;
using MediatR;
using Microsoft.Extensions.Logging;

namespace ChatFlow.Application.Pipeline;

/// <summary>One line and one span a use case with its name, time and outcome. Never the request itself: it holds messages and passwords.</summary>
internal sealed partial class LogBehaviour<TRequest, TResponse>(ILogger<LogBehaviour<TRequest, TResponse>> logger)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        using var span = Telemetry.Traces.StartActivity(typeof(TRequest).Name);
        var started = Stopwatch.GetTimestamp();
        try
        {
            var response = await next();
            Done(typeof(TRequest).Name, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            return response;
        }
        catch (RefusalException refusal)
        {
            span?.SetTag("error.type", refusal.Code);
            Refused(typeof(TRequest).Name, refusal.Code, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            throw;
        }
        catch (Exception failure)
        {
            // By its type alone: its message may quote what was sent.
            span?.SetTag("error.type", failure.GetType().FullName);
            span?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{UseCase} done in {Milliseconds} ms")]
    private partial void Done(string useCase, double milliseconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "{UseCase} refused with {ErrorCode} in {Milliseconds} ms")]
    private partial void Refused(string useCase, string errorCode, double milliseconds);
}
