using System.Net.Http.Json;
using ChatFlow.Application.Sessions;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatFlow.WebApi.Tests.Sessions;

public class SessionTests
{
    private static ChatServer Server => Shared.Server;

    [Test]
    public async Task Refresh_GivesNewTokens_AndKeepsTheSession()
    {
        var person = await Person.SignUp(Server);
        var refreshed = await Refresh(person.RefreshToken);
        Assert.Multiple(async () =>
        {
            Assert.That(refreshed.RefreshToken, Is.Not.EqualTo(person.RefreshToken));
            Assert.That((await Get(refreshed.AccessToken)).IsSuccessStatusCode, Is.True);
            Assert.That((await Get(person.Token)).IsSuccessStatusCode, Is.True, "the old access token is of the same session");
            Assert.That(await Sessions(refreshed.AccessToken), Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task RefreshToken_UsedTwice_EndsTheSession_WithAllItsTokens()
    {
        var person = await Person.SignUp(Server);
        var refreshed = await Refresh(person.RefreshToken);

        await PostRefresh(person.RefreshToken).IsRefused(401, "TOKEN_INVALID");

        await PostRefresh(refreshed.RefreshToken!).IsRefused(401, "TOKEN_INVALID");
        await Get(refreshed.AccessToken).IsRefused(401, "TOKEN_INVALID");
    }

    [Test]
    public async Task RefreshToken_UsedByManyAtOnce_WorksForOneAtMost_AndEndsTheSession()
    {
        var person = await Person.SignUp(Server);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => PostRefresh(person.RefreshToken)));
        Assert.That(answers.Count(a => a.IsSuccessStatusCode), Is.LessThanOrEqualTo(1));
        await Get(person.Token).IsRefused(401, "TOKEN_INVALID");
    }

    [TestCase("nonsense")]
    [TestCase("")]
    public async Task RefreshToken_ThatIsNone_IsRefused(string token) =>
        Assert.That((int)(await PostRefresh(token)).StatusCode, Is.EqualTo(token.Length == 0 ? 400 : 401));

    [Test]
    public async Task AccessToken_IsNoRefreshToken()
    {
        var person = await Person.SignUp(Server);
        await PostRefresh(person.Token[..200]).IsRefused(401, "TOKEN_INVALID");
        await Get(person.RefreshToken).IsRefused(401, "TOKEN_INVALID");
    }

    [Test]
    public async Task LogOut_KillsBothTokensAndOpenSockets_AtOnce_AndNothingElse()
    {
        var person = await Person.SignUp(Server);
        var elsewhere = await Person.LogIn(Server, person.User.Email!);
        await using var hub = await person.Connect();
        await using var other = await elsewhere.Connect();
        var (revoked, closed) = (new Pushes(hub, "session:revoked"), new TaskCompletionSource());
        hub.Closed += _ => Task.FromResult(closed.TrySetResult());

        await person.Http.Post<object>("/api/auth/logout", new { });

        await Get(person.Token).IsRefused(401, "TOKEN_INVALID");
        await PostRefresh(person.RefreshToken).IsRefused(401, "TOKEN_INVALID");
        await revoked.Next();
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.That((await Get(elsewhere.Token)).IsSuccessStatusCode, Is.True);
        Assert.That(other.State, Is.EqualTo(HubConnectionState.Connected));
    }

    [Test]
    public async Task LogOut_OnOneNode_ClosesTheSocketOnAnother()
    {
        var database = Server.Database;
        await using var one = new ChatServer(database, ("Cluster:Enabled", "true"));
        await using var two = new ChatServer(database, ("Cluster:Enabled", "true"));
        var person = await Person.SignUp(Server);
        await using var hub = await two.Connect(person.Token);
        var (revoked, closed) = (new Pushes(hub, "session:revoked"), new TaskCompletionSource());
        hub.Closed += _ => Task.FromResult(closed.TrySetResult());

        await one.Http(person.Token).Post<object>("/api/auth/logout", new { });

        await two.Http(person.Token).GetAsync("/api/auth/me").IsRefused(401, "TOKEN_INVALID");
        await revoked.Next();
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Test]
    public async Task Sessions_AreListed_AndEndedFromAnotherDevice_ButNobodyElses()
    {
        var (person, stranger) = (await Person.SignUp(Server), await Person.SignUp(Server));
        var elsewhere = await Person.LogIn(Server, person.User.Email!);
        var sessions = await Sessions(person.Token);
        Assert.That(sessions, Has.Count.EqualTo(2));
        var other = sessions.Single(s => !s.Current);
        Assert.That(other.Address, Is.Not.Null);

        await stranger.Http.DeleteAsync($"/api/auth/sessions/{other.Id}").IsRefused(404, "NOT_FOUND");
        Assert.That((int)(await person.Http.DeleteAsync($"/api/auth/sessions/{other.Id}")).StatusCode, Is.EqualTo(200));

        await Get(elsewhere.Token).IsRefused(401, "TOKEN_INVALID");
        await person.Http.DeleteAsync($"/api/auth/sessions/{other.Id}").IsRefused(404, "NOT_FOUND");
        Assert.That((await Sessions(person.Token)).Single().Current, Is.True);
    }

    [Test]
    public async Task CookieSession_HidesTheRefreshToken_AndWantsTheCsrfToken()
    {
        var person = await Person.SignUp(Server);
        var browser = Server.Http();
        var response = await browser.PostAsJsonAsync("/api/auth/login", new { email = person.User.Email, password = Person.Password, session = "cookie" });
        var loggedIn = await response.Data<LoggedIn>();
        var cookie = response.Headers.GetValues("Set-Cookie").Single();
        Assert.Multiple(() =>
        {
            Assert.That(loggedIn.RefreshToken, Is.Null);
            Assert.That(loggedIn.CsrfToken, Is.Not.Null);
            Assert.That(cookie, Does.Contain("httponly").And.Contain("secure").And.Contain("samesite=strict").And.Contain("path=/api/auth"));
        });

        await WithCookie(cookie, csrf: null).IsRefused(403, "FORBIDDEN");
        await WithCookie(cookie, csrf: "wrong").IsRefused(403, "FORBIDDEN");
        var refreshed = await WithCookie(cookie, loggedIn.CsrfToken);
        Assert.That((await refreshed.Data<LoggedIn>()).RefreshToken, Is.Null, "and the refusals before ended nothing");
        var next = refreshed.Headers.GetValues("Set-Cookie").Single();
        Assert.That(next, Is.Not.EqualTo(cookie));
        Assert.That((await WithCookie(next, loggedIn.CsrfToken)).IsSuccessStatusCode, Is.True);
    }

    [Test]
    public async Task CookieOfATokenSession_IsRefused()
    {
        var person = await Person.SignUp(Server);
        await WithCookie($"chatflow_refresh={person.RefreshToken}", csrf: "anything").IsRefused(403, "FORBIDDEN");
    }

    [Test]
    public async Task SigningKey_CanBeRotated_WithoutLoggingAnybodyOut()
    {
        var person = await Person.SignUp(Server);
        await using var rotated = new ChatServer(
            Server.Database, ("Jwt:SigningKey", "a new key for tests only, long enough to sign with"), ("Jwt:PreviousSigningKeys:0", ChatServer.SigningKey));
        await using var forgotten = new ChatServer(Server.Database, ("Jwt:SigningKey", "a new key for tests only, long enough to sign with"));
        Assert.That((await rotated.Http(person.Token).GetAsync("/api/auth/me")).IsSuccessStatusCode, Is.True);
        await forgotten.Http(person.Token).GetAsync("/api/auth/me").IsRefused(401, "TOKEN_INVALID");
    }

    private static async Task<HttpResponseMessage> WithCookie(string cookie, string? csrf)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/auth/refresh");
        request.Headers.Add("Cookie", cookie.Split(';')[0]);
        if (csrf is not null)
            request.Headers.Add("X-CSRF-Token", csrf);
        return await Server.Http().SendAsync(request);
    }

    private static Task<LoggedIn> Refresh(string token) => Server.Http().Post<LoggedIn>("/api/auth/refresh", new { refresh_token = token });

    private static Task<HttpResponseMessage> PostRefresh(string token) =>
        Server.Http().PostAsJsonAsync("/api/auth/refresh", new { refresh_token = token });

    private static Task<HttpResponseMessage> Get(string token) => Server.Http(token).GetAsync("/api/auth/me");

    private static Task<IReadOnlyList<SessionDto>> Sessions(string token) => Server.Http(token).Get<IReadOnlyList<SessionDto>>("/api/auth/sessions");
}
