using System.Security.Claims;
using ChatFlow.Application.Sessions;
using ChatFlow.Domain;
using ChatFlow.Infrastructure.Sessions;
using ChatFlow.WebApi.Errors;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ChatFlow.WebApi.Sessions;

/// <summary>Access tokens in requests: as bearer header, and for the hub also as ?access_token=, since browsers give sockets no headers.</summary>
internal static class BearerTokens
{
    public static void AddBearerTokens(this IServiceCollection services)
    {
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddAuthorization();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IOptions<JwtOptions>, TimeProvider>((bearer, jwt, clock) =>
            {
                bearer.MapInboundClaims = false;
                bearer.SaveToken = false;
                bearer.TokenValidationParameters = new TokenValidationParameters
                {
                    ValidIssuer = JwtOptions.Issuer,
                    ValidateAudience = false,
                    IssuerSigningKeys = jwt.Value.VerificationKeys(),
                    ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
                    LifetimeValidator = (_, expires, token, _) => expires > clock.GetUtcNow().UtcDateTime
                        ? true : throw new SecurityTokenExpiredException("The token has expired."),
                };
                bearer.Events = new JwtBearerEvents
                {
                    OnMessageReceived = TakeFromQuery,
                    OnTokenValidated = DemandALiveSession,
                    OnChallenge = Answer,
                };
            });
    }

    private static Task TakeFromQuery(MessageReceivedContext context)
    {
        if (context.HttpContext.Request.Path.StartsWithSegments("/hub") && context.Request.Query["access_token"].ToString() is { Length: > 0 } token)
            context.Token = token;
        return Task.CompletedTask;
    }

    private static async Task DemandALiveSession(TokenValidatedContext context)
    {
        var isAccessToken = context.Principal?.FindFirst(JwtOptions.TypeClaim)?.Value == JwtOptions.AccessTokenType;
        if (!isAccessToken || Caller.IdOf(context.Principal) is null || Caller.SessionOf(context.Principal) is not { } session)
            context.Fail("This is not an access token.");
        else if (!await context.HttpContext.RequestServices.GetRequiredService<ISessionStore>().IsLive(session, context.HttpContext.RequestAborted))
            context.Fail("The session is over.");
        else
            context.Principal = OnlyWhoTheyAre(context.Principal!);
    }

    /// <summary>What a socket keeps for as long as it is open. The rest of the token has been looked at.</summary>
    private static ClaimsPrincipal OnlyWhoTheyAre(ClaimsPrincipal user) => new(new ClaimsIdentity(
        [new(JwtRegisteredClaimNames.Sub, user.FindFirstValue(JwtRegisteredClaimNames.Sub)!), new(JwtRegisteredClaimNames.Sid, user.FindFirstValue(JwtRegisteredClaimNames.Sid)!)],
        JwtBearerDefaults.AuthenticationScheme));

    private static Task Answer(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        var refusal = context.AuthenticateFailure switch
        {
            null => UnauthorizedException.NoToken(),
            SecurityTokenExpiredException => new UnauthorizedException("TOKEN_EXPIRED", "The access token has expired."),
            _ => new UnauthorizedException("TOKEN_INVALID", "The access token is not valid."),
        };
        return ErrorReply.Write(context.HttpContext, StatusCodes.Status401Unauthorized, ErrorReply.Of(refusal));
    }
}
