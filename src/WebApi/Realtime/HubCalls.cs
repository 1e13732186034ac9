using ChatFlow.Domain;
using ChatFlow.WebApi.Errors;
using ChatFlow.WebApi.Sessions;
using Microsoft.AspNetCore.SignalR;

namespace ChatFlow.WebApi.Realtime;

/// <summary>Around every hub call: says who calls, and turns failures into "CODE: text".</summary>
internal sealed partial class HubCalls(ILogger<HubCalls> logger) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        invocationContext.ServiceProvider.GetRequiredService<Caller>()
            .Is(invocationContext.Context.User, invocationContext.Context.GetHttpContext());
        try
        {
            if (invocationContext.HubMethodArguments.Any(argument => argument is null))
                throw new InvalidRequestException("arguments", "required", "The call needs an argument object.");
            return await next(invocationContext);
        }
        catch (Exception exception) when (exception is not HubException and not OperationCanceledException)
        {
            var error = ErrorReply.Of(exception);
            if (exception is not RefusalException)
                Failed(invocationContext.HubMethodName, exception);
            throw new HubException($"{error.Code}: {error.Message}");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The hub call {Method} failed")]
    private partial void Failed(string method, Exception exception);
}
