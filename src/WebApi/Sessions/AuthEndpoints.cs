using ChatFlow.Application.Sessions;
using ChatFlow.Application.Users;
using ChatFlow.WebApi.Wire;
using MediatR;

namespace ChatFlow.WebApi.Sessions;

internal static class AuthEndpoints
{
    public static void MapAuth(this RouteGroupBuilder api)
    {
        var auth = api.MapGroup("/auth").WithTags("Authentication");

        auth.MapPost("/register", (RegisterBody body, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new RegisterUser(body.Email, body.Password, body.DisplayName, body.Username), cancel).Created()).AllowAnonymous();

        auth.MapPost("/verify-email", (VerifyEmailBody body, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new VerifyEmail(body.Token), cancel).Ok()).AllowAnonymous();

        auth.MapPost("/resend-verification", (EmailBody body, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new ResendVerification(body.Email), cancel).Done()).AllowAnonymous();

        auth.MapPost("/forgot-password", (EmailBody body, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new ForgotPassword(body.Email), cancel).Done()).AllowAnonymous();

        auth.MapPost("/reset-password", (ResetPasswordBody body, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new ResetPassword(body.Token, body.Password), cancel).Done()).AllowAnonymous();

        auth.MapPost("/login", (LoginBody body, HttpContext http, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new LogIn(body.Email, body.Password, body.Session), cancel).WithCookie(http).Ok()).AllowAnonymous();

        auth.MapPost("/refresh", (RefreshBody? body, HttpContext http, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(RefreshCookie.Read(http, body?.RefreshToken), cancel).WithCookie(http).Ok()).AllowAnonymous();

        auth.MapPost("/logout", (HttpContext http, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new LogOut(), cancel).WithoutCookie(http).Done());

        auth.MapGet("/sessions", (IMediator mediator, CancellationToken cancel) => mediator.Send(new ListSessions(), cancel).List());

        auth.MapDelete("/sessions/{id}", (Id id, IMediator mediator, CancellationToken cancel) => mediator.Send(new EndSession(id), cancel).Done());

        auth.MapGet("/me", (IMediator mediator, CancellationToken cancel) => mediator.Send(new GetMe(), cancel).Ok());
    }
}

/// <param name="Email">At most 254 characters.</param>
/// <param name="Password">8 to 200 characters with an upper-case letter, a digit and a special character.</param>
/// <param name="DisplayName">2 to 100 characters.</param>
/// <param name="Username">2 to 32 of a-z, 0-9, dot, underscore, hyphen; made from the display name when it is not given.</param>
internal sealed record RegisterBody(string? Email, string? Password, string? DisplayName, string? Username = null);

/// <param name="Token">From the link in the mail; good for 24 hours, once.</param>
internal sealed record VerifyEmailBody(string? Token);

/// <param name="Email">Answered alike whether or not anybody has this address.</param>
internal sealed record EmailBody(string? Email);

/// <param name="Token">From the link in the mail; good for one hour, once.</param>
/// <param name="Password">As for registering.</param>
internal sealed record ResetPasswordBody(string? Token, string? Password);

/// <param name="Session">cookie keeps the refresh token from scripts; token, which is the default, gives it in the answer.</param>
internal sealed record LoginBody(string? Email, string? Password, string? Session = null);

/// <param name="RefreshToken">Not needed when it is in the cookie; then X-CSRF-Token is.</param>
internal sealed record RefreshBody(string? RefreshToken = null);
