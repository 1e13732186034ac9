using ChatFlow.Application.Sessions;
using ChatFlow.Domain.Sessions;
using MediatR;

namespace ChatFlow.WebApi.Sessions;

/// <summary>
/// Browsers keep the refresh token in a cookie that no script can read and that no other site can make them send. The CSRF
/// token beside it is the second lock, for browsers that do not know SameSite.
/// </summary>
internal static class RefreshCookie
{
    private const string Name = "chatflow_refresh";
    private const string CsrfHeader = "X-CSRF-Token";

    public static RefreshSession Read(HttpContext http, string? refreshTokenInBody) => refreshTokenInBody is not null
        ? new RefreshSession(refreshTokenInBody, FromCookie: false, CsrfToken: null)
        : new RefreshSession(http.Request.Cookies[Name], FromCookie: true, http.Request.Headers[CsrfHeader]);

    public static async Task<LoggedIn> WithCookie(this Task<LoggedIn> loggingIn, HttpContext http)
    {
        var loggedIn = await loggingIn;
        if (loggedIn.CsrfToken is null)
            return loggedIn;
        http.Response.Cookies.Append(Name, loggedIn.RefreshToken!, Options(Session.Lifetime));
        return loggedIn with { RefreshToken = null };
    }

    public static async Task<Unit> WithoutCookie(this Task<Unit> loggingOut, HttpContext http)
    {
        var unit = await loggingOut;
        http.Response.Cookies.Delete(Name, Options(maxAge: null));
        return unit;
    }

    // Sent to these few addresses only: every other request is the poorer for not carrying it.
    private static CookieOptions Options(TimeSpan? maxAge) => new()
    {
        HttpOnly = true,
        Secure = true,
        SameSite = SameSiteMode.Strict,
        Path = "/api/auth",
        MaxAge = maxAge,
        IsEssential = true,
    };
}
