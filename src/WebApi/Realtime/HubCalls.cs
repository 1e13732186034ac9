using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Sessions;
using ChatFlow.Domain;
using ChatFlow.WebApi.Errors;
using ChatFlow.WebApi.RateLimits;
using ChatFlow.WebApi.Sessions;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using Serilog.Context;

namespace ChatFlow.WebApi.Realtime;

/// <summary>Around every hub call: says who calls, and turns failures into "CODE: text".</summary>
internal sealed partial class HubCalls(
    Connections connections, ISessionStore sessions, HubLimits pace, IWindowCounter counter, IOptions<RateLimitOptions> limits, TimeProvider clock,
    ILogger<HubCalls> logger) : IHubFilter
{
    private static readonly Dictionary<string, string> WireNames = typeof(ChatHub).GetMethods()
        .Where(method => method.IsDefined(typeof(HubMethodNameAttribute), inherit: false))
        .ToDictionary(method => method.Name, method => method.GetCustomAttribute<HubMethodNameAttribute>()!.Name);

    private static readonly Histogram<double> Duration = Telemetry.Meter.CreateHistogram(
        "rpc.server.call.duration", "s", "Duration of calls to the hub, by method and by the code of a refusal.", tags: null, Telemetry.Seconds);

    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var caller = invocationContext.ServiceProvider.GetRequiredService<Caller>();
        caller.Is(invocationContext.Context.User, invocationContext.Context.GetHttpContext());
        string? refusal = null;
        var connection = connections.Find(invocationContext.Context.ConnectionId);
        connection?.CallBegins();
        using var user = LogContext.PushProperty("user_id", Caller.IdOf(invocationContext.Context.User));
        try
        {
            using var turn = await pace.Pace(Caller.IdOf(invocationContext.Context.User)!.Value, invocationContext.Context.ConnectionAborted);
            if (connection is { IsLeaving: true })
                throw new UnavailableException("The server is about to stop. Please connect again.");
            if (invocationContext.HubMethodArguments.Any(argument => argument is null))
                throw new InvalidRequestException("arguments", "required", "The call needs an argument object.");
            // A socket was let in with its token; that the session still lives is asked of every call.
            if (Caller.SessionOf(invocationContext.Context.User) is not { } session
                || !await sessions.IsLive(session, invocationContext.Context.ConnectionAborted))
                throw new UnauthorizedException("TOKEN_INVALID", "The session is over. Please sign in again.");
            if (limits.Value.Enabled)
                await Count(Caller.IdOf(invocationContext.Context.User)!.Value);
            return await next(invocationContext);
        }
        catch (Exception exception) when (exception is not HubException and not OperationCanceledException)
        {
            var error = ErrorReply.Of(exception);
            if (exception is not RefusalException && error.Code == "SERVICE_UNAVAILABLE")
                Unavailable(invocationContext.HubMethodName, exception.Message);
            else if (exception is not RefusalException)
                Failed(invocationContext.HubMethodName, exception);
            refusal = error.Code;
            throw new HubException($"{error.Code}: {error.Message}");
        }
        finally
        {
            connection?.CallEnds();
            var tags = new TagList { { "rpc.system.name", "signalr" }, { "rpc.method", WireNames[invocationContext.HubMethodName] } };
            if (refusal is not null)
                tags.Add("error.type", refusal);
            Duration.Record(clock.GetElapsedTime(caller.CalledAt).TotalSeconds, tags);
        }
    }

    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (!context.Context.ConnectionAborted.IsCancellationRequested)
        {
            Failed("connect", exception);
            throw;
        }
    }

    public async Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        try
        {
            await next(context, exception);
        }
        catch (Exception failure)
        {
            Failed("disconnect", failure);
            throw;
        }
    }

    private async Task Count(Guid userId)
    {
        var (count, untilNext) = await counter.Count($"hub:{userId}", RateLimitOptions.Window);
        if (count > limits.Value.HubPerUser)
            throw new RateLimitedException($"Too many calls. Please try again in {Math.Ceiling(untilNext.TotalSeconds)} s.", untilNext);
    }

    // Without a stack: while the database is away there is one of these for each call.
    [LoggerMessage(Level = LogLevel.Warning, Message = "The hub call {Method} could not be done at the moment: {Reason}")]
    private partial void Unavailable(string method, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The hub call {Method} failed")]
    private partial void Failed(string method, Exception exception);
}
