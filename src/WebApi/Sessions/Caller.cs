using System.Security.Claims;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain;
using Microsoft.IdentityModel.JsonWebTokens;
using Serilog.Context;

namespace ChatFlow.WebApi.Sessions;

/// <summary>Whoever sends the present request or hub call; one a scope, filled in before the request is handled.</summary>
internal sealed class Caller(TimeProvider clock) : ICaller
{
    private Guid? userId;
    private Guid? sessionId;

    public Guid UserId => userId ?? throw UnauthorizedException.NoToken();
    public Guid SessionId => sessionId ?? throw UnauthorizedException.NoToken();
    public long CalledAt { get; } = clock.GetTimestamp();
    public string? Address { get; private set; }
    public string? UserAgent { get; private set; }

    public void Is(ClaimsPrincipal? user, HttpContext? http)
    {
        (userId, sessionId) = (IdOf(user), SessionOf(user));
        Address = http?.Connection.RemoteIpAddress?.ToString();
        // Bounded: it is stored, and anybody may send anything. NUL cannot come through an HTTP header.
        UserAgent = http?.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent[..Math.Min(agent.Length, 300)] : null;
    }

    public static Guid? IdOf(ClaimsPrincipal? user) => Claim(user, JwtRegisteredClaimNames.Sub);

    public static Guid? SessionOf(ClaimsPrincipal? user) => Claim(user, JwtRegisteredClaimNames.Sid);

    private static Guid? Claim(ClaimsPrincipal? user, string type) => Guid.TryParse(user?.FindFirstValue(type), out var id) ? id : null;
}

/// <summary>Tells the scope's <see cref="Caller"/> who it is, and the log as well.</summary>
internal sealed class CallerMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http, Caller caller)
    {
        caller.Is(http.User, http);
        using (LogContext.PushProperty("user_id", Caller.IdOf(http.User)))
            await next(http);
    }
}
