using System.Net.Http.Headers;
using System.Net.Http.Json;
using ChatFlow.Application.Audit;
using ChatFlow.Application.Sessions;
using ChatFlow.Application.Users;
using ChatFlow.Tests.Postgres;

namespace ChatFlow.WebApi.Tests.Sessions;

/// <summary>What people do with their accounts is audited, as theirs, and as one with what they did.</summary>
public class AccountAuditTests
{
    private const string NewPassword = "Another-pass-2026?";

    private static ChatServer Server => Shared.Server;

    private readonly HttpClient anyone = From("tester/1.0");

    [Test]
    public async Task EachAction_IsLoggedOnce_WithWhoAndFromWhere_AndARefusedOneIsNot()
    {
        var email = Person.NewEmail();
        var user = await anyone.Post<UserDto>("/api/auth/register", new { email, password = Person.Password, display_name = "Milo Tanaka" });
        await anyone.PostAsJsonAsync("/api/auth/register", new { email, password = Person.Password, display_name = "Milo Tanaka" }).IsRefused(409, "CONFLICT");
        await LogIn(email, Person.Password).IsRefused(403, "FORBIDDEN");
        var token = await Person.TokenMailedTo(Server, email);
        await anyone.Post<UserDto>("/api/auth/verify-email", new { token });
        await anyone.PostAsJsonAsync("/api/auth/verify-email", new { token }).IsRefused(400, "INVALID_REQUEST");
        await LogIn(email, "Wrong-pass-2025!").IsRefused(401, "INVALID_CREDENTIALS");
        var first = await LoggedIn(email);
        await LoggedIn(email);
        await LoggedIn(email);

        var me = From("tester/1.0", first.AccessToken);
        await me.PutAsJsonAsync("/api/users/me", new { display_name = "Milo Secretly", bio = "private words", timezone = "" });
        await me.PutAsJsonAsync("/api/users/me", new { display_name = "Milo Secretly" });
        await me.PutAsJsonAsync("/api/users/me", new { username = "no name" }).IsRefused(400, "INVALID_REQUEST");
        await me.PutAsJsonAsync("/api/users/me/password", new { current_password = "Wrong-pass-2025!", new_password = NewPassword }).IsRefused(400, "INVALID_REQUEST");
        var other = (await me.Get<IReadOnlyList<SessionDto>>("/api/auth/sessions")).First(s => !s.Current);
        await me.DeleteAsync($"/api/auth/sessions/{other.Id}");
        await me.DeleteAsync($"/api/auth/sessions/{other.Id}").IsRefused(404, "NOT_FOUND");
        await me.PutAsJsonAsync("/api/users/me/password", new { current_password = Person.Password, new_password = NewPassword });
        await anyone.Post<LoggedIn>("/api/auth/refresh", new { refresh_token = first.RefreshToken });
        await anyone.PostAsJsonAsync("/api/auth/refresh", new { refresh_token = first.RefreshToken }).IsRefused(401, "TOKEN_INVALID");
        await anyone.PostAsJsonAsync("/api/auth/refresh", new { refresh_token = first.RefreshToken }).IsRefused(401, "TOKEN_INVALID");
        await anyone.Post<object>("/api/auth/forgot-password", new { email });
        var reset = new { token = Person.TokenIn(await Server.Mails.To(email, 2)), password = Person.Password };
        await anyone.Post<object>("/api/auth/reset-password", reset);
        await anyone.PostAsJsonAsync("/api/auth/reset-password", reset).IsRefused(400, "INVALID_REQUEST");
        var fourth = await LoggedIn(email);
        await From("tester/1.0", fourth.AccessToken).Post<object>("/api/auth/logout", new { });
        for (var i = 0; i < 5; i++)
            await LogIn(email.ToUpperInvariant(), "Wrong-pass-2025!").IsRefused(401, "INVALID_CREDENTIALS");
        await LogIn(email, Person.Password).IsRefused(429, "RATE_LIMITED");

        var log = await EntriesOf(user.Id);
        Assert.That(log.Select(e => (e.Action, e.Resource)), Is.EqualTo(new[]
        {
            ("user_registered", "user"), ("email_verified", "user"), ("logged_in", "session"), ("logged_in", "session"), ("logged_in", "session"),
            ("profile_updated", "user"), ("session_ended", "session"), ("password_changed", "user"), ("session_revoked", "session"),
            ("password_reset", "user"), ("logged_in", "session"), ("logged_out", "session"), ("login_locked", "user"),
        }));
        Assert.That(log.Select(e => e.UserAgent), Is.All.EqualTo("tester/1.0"));
        Assert.That(log.Select(e => e.Ip), Is.All.Contains("127.0.0.1"));
        Assert.That(log.Where(e => e.Resource == "user").Select(e => e.ResourceId), Is.All.EqualTo(user.Id));
        Assert.That(log.Single(e => e.Action == "session_ended").ResourceId, Is.EqualTo(other.Id));
        var details = string.Concat(log.Select(e => e.Details));
        Assert.That(details, Does.Contain("\"fields\": [\"display_name\", \"bio\"]").And.Not.Contain("Secretly").And.Not.Contain("private"));
    }

    [Test]
    public async Task Lock_OfAnAddressThatNobodyHas_IsLoggedForNobody()
    {
        var before = await Server.Database.Scalar<long>("SELECT count(*) FROM audit_logs WHERE actor_id = '00000000-0000-0000-0000-000000000000'");
        var email = Person.NewEmail();
        for (var i = 0; i < 5; i++)
            await LogIn(email, "Wrong-pass-2025!").IsRefused(401, "INVALID_CREDENTIALS");
        await LogIn(email, "Wrong-pass-2025!").IsRefused(429, "RATE_LIMITED");
        Assert.That(
            await Server.Database.Scalar<long>("SELECT count(*) FROM audit_logs WHERE actor_id = '00000000-0000-0000-0000-000000000000'"), Is.EqualTo(before));
    }

    [Test]
    public async Task Entries_OfAccounts_AreInNoWorkspacesLog()
    {
        var person = await Person.SignUp(Server);
        var workspace = await person.CreateWorkspace();
        var log = (await person.Http.Page<AuditEntryDto>($"/api/workspaces/{workspace.Id}/audit-logs")).Data;
        Assert.That(log.Select(e => e.Action), Is.EqualTo(new[] { "workspace_created" }));
    }

    /// <summary>With a log that takes no entry, nothing of what would have to stand in it happens.</summary>
    [Test]
    public async Task WhatCannotBeLogged_DoesNotHappen()
    {
        await using var database = await TestDatabase.Create();
        await using var server = new ChatServer(database);
        var person = await Person.SignUp(server);
        var email = person.User.Email!;
        await server.Http().Post<object>("/api/auth/forgot-password", new { email });
        var reset = Person.TokenIn(await server.Mails.To(email, 2));
        var newcomer = Person.NewEmail();
        await server.Http().Post<UserDto>("/api/auth/register", new { email = newcomer, password = Person.Password, display_name = "New Comer" });
        var verification = await Person.TokenMailedTo(server, newcomer);
        var rotated = await server.Http().Post<LoggedIn>("/api/auth/refresh", new { refresh_token = person.RefreshToken });
        // Sent and gone by now: a mail that is just being sent would change the state under us.
        Assert.That(async () => await database.Scalar<long>("SELECT count(*) FROM mails"), Is.Zero.After(20_000, 20));
        var before = await State(database);
        await database.Change("ALTER TABLE audit_logs ADD CONSTRAINT closed CHECK (created_at < '2000-01-01') NOT VALID");

        var (me, http) = (server.Http(rotated.AccessToken), server.Http());
        var attempts = new Dictionary<string, Func<Task<HttpResponseMessage>>>
        {
            ["register"] = () => http.PostAsJsonAsync("/api/auth/register", new { email = Person.NewEmail(), password = Person.Password, display_name = "Nobody" }),
            ["verify"] = () => http.PostAsJsonAsync("/api/auth/verify-email", new { token = verification }),
            ["reset"] = () => http.PostAsJsonAsync("/api/auth/reset-password", new { token = reset, password = NewPassword }),
            ["login"] = () => http.PostAsJsonAsync("/api/auth/login", new { email, password = Person.Password }),
            ["refresh again"] = () => http.PostAsJsonAsync("/api/auth/refresh", new { refresh_token = person.RefreshToken }),
            ["profile"] = () => me.PutAsJsonAsync("/api/users/me", new { bio = "new" }),
            ["password"] = () => me.PutAsJsonAsync("/api/users/me/password", new { current_password = Person.Password, new_password = NewPassword }),
            ["logout"] = () => me.PostAsJsonAsync("/api/auth/logout", new { }),
            ["export"] = () => me.GetAsync("/api/users/me/export"),
            ["erase"] = () => me.DeleteAsync("/api/users/me"),
        };
        foreach (var (what, attempt) in attempts)
        {
            await attempt().IsRefused(500, "DATABASE_ERROR");
            Assert.That(await State(database), Is.EqualTo(before), what);
        }
        Assert.That((await me.GetAsync("/api/auth/me")).IsSuccessStatusCode, Is.True, "and the session lives");
    }

    private static Task<string> State(TestDatabase database) => database.Scalar<string>("""
        SELECT concat(
            (SELECT string_agg(u::text, ';' ORDER BY u.id) FROM users u), (SELECT string_agg(s::text, ';' ORDER BY s.id) FROM sessions s),
            (SELECT string_agg(t::text, ';' ORDER BY t.secret_hash) FROM refresh_tokens t), (SELECT string_agg(r::text, ';') FROM password_resets r),
            (SELECT string_agg(v::text, ';') FROM email_verifications v), (SELECT string_agg(m::text, ';') FROM mails m),
            (SELECT count(*) FROM audit_logs), (SELECT count(*) FROM audit_origins))
        """);

    private static HttpClient From(string userAgent, string? token = null)
    {
        var http = Server.Http(token);
        http.DefaultRequestHeaders.UserAgent.Add(ProductInfoHeaderValue.Parse(userAgent));
        return http;
    }

    private Task<HttpResponseMessage> LogIn(string email, string password) => anyone.PostAsJsonAsync("/api/auth/login", new { email, password });

    private async Task<LoggedIn> LoggedIn(string email) => await (await LogIn(email, Person.Password)).Data<LoggedIn>();

    private static async Task<List<Entry>> EntriesOf(Guid actorId)
    {
        await using var command = Server.Database.DataSource.CreateCommand($"""
            SELECT a.action, a.resource_type, a.resource_id, a.details::text, o.ip, o.user_agent
            FROM audit_logs a LEFT JOIN audit_origins o ON o.audit_id = a.id AND o.actor_id = a.actor_id
            WHERE a.actor_id = '{actorId}' AND a.workspace_id IS NULL ORDER BY a.id
            """);
        await using var reader = await command.ExecuteReaderAsync();
        List<Entry> entries = [];
        while (await reader.ReadAsync())
            entries.Add(new Entry(reader.GetString(0), reader.GetString(1), reader.GetGuid(2), reader.GetString(3), reader.GetString(4), reader.GetString(5)));
        return entries;
    }

    private sealed record Entry(string Action, string Resource, Guid ResourceId, string Details, string Ip, string UserAgent);
}
