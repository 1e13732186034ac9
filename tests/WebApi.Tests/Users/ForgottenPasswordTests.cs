using System.Net.Http.Json;
using System.Text.Json;
using ChatFlow.Application.Users;
using ChatFlow.Tests.Postgres;
using Microsoft.Extensions.Time.Testing;

namespace ChatFlow.WebApi.Tests.Users;

public class ForgottenPasswordTests
{
    private const string NewPassword = "Other-pass-2026!";

    private static ChatServer Server => Shared.Server;

    [Test]
    public async Task ForgottenPassword_IsAnsweredAlike_WhetherOrNotAnybodyHasTheAddress_AndMailsOnlyWhoHas()
    {
        var person = await Person.SignUp(Server);
        var stranger = Person.NewEmail();
        var unknown = await Answer("forgot-password", stranger);
        var known = await Answer("forgot-password", person.User.Email!.ToUpperInvariant());
        Assert.That(unknown, Is.EqualTo((200, "{}")));
        Assert.That(known, Is.EqualTo(unknown));

        var mail = await Server.Mails.To(person.User.Email!, number: 2);
        Assert.That(mail.TextBody, Does.Contain("/reset-password?token="));
        // The stranger's was asked for before: had there been one, it would have been sent before.
        Assert.That(Server.Mails.AllTo(stranger), Is.Empty);
        Assert.That(await Server.Database.Scalar<long>($"SELECT count(*) FROM mails WHERE recipient = '{stranger}'"), Is.Zero);
    }

    [Test]
    public async Task Reset_WorksOnce_AndTheOldPasswordNoMore_AndEverySessionIsOver()
    {
        var person = await Person.SignUp(Server);
        await Person.LogIn(Server, person.User.Email!);
        var token = await ForgetPassword(Server, person.User.Email!, 2);

        await Reset(Server, token, "weak").IsRefused(400, "INVALID_REQUEST");
        Assert.That(await Server.Database.Scalar<long>($"SELECT count(*) FROM sessions WHERE user_id = '{person.User.Id}'"), Is.EqualTo(2));
        Assert.That((int)(await Reset(Server, token, NewPassword)).StatusCode, Is.EqualTo(200));

        Assert.That(await Server.Database.Scalar<long>($"SELECT count(*) FROM sessions WHERE user_id = '{person.User.Id}'"), Is.Zero);
        await LogIn(person.User.Email!, Person.Password).IsRefused(401, "INVALID_CREDENTIALS");
        Assert.That((int)(await LogIn(person.User.Email!, NewPassword)).StatusCode, Is.EqualTo(200));
        await Reset(Server, token, "Third-pass-2027!").IsRefused(400, "INVALID_REQUEST");
        await Reset(Server, "nonsense", NewPassword).IsRefused(400, "INVALID_REQUEST");
    }

    [Test]
    public async Task Reset_WithAnEarlierLink_IsRefused()
    {
        var person = await Person.SignUp(Server);
        var first = await ForgetPassword(Server, person.User.Email!, 2);
        var second = await ForgetPassword(Server, person.User.Email!, 3);
        await Reset(Server, first, NewPassword).IsRefused(400, "INVALID_REQUEST");
        Assert.That((int)(await Reset(Server, second, NewPassword)).StatusCode, Is.EqualTo(200));
    }

    [Test]
    public async Task Reset_VerifiesTheAddress_ForWhoHasTheLinkReadsItsMail()
    {
        var email = Person.NewEmail();
        await Server.Http().Post<UserDto>("/api/auth/register", new { email, password = Person.Password, display_name = "Milo Tanaka" });
        var verification = await Person.TokenMailedTo(Server, email);
        await Reset(Server, await ForgetPassword(Server, email, 2), NewPassword);
        Assert.That((int)(await LogIn(email, NewPassword)).StatusCode, Is.EqualTo(200));
        await Server.Http().PostAsJsonAsync("/api/auth/verify-email", new { token = verification }).IsRefused(400, "INVALID_REQUEST");
    }

    [Test]
    public async Task Reset_AfterAnHour_IsRefused()
    {
        await using var database = await TestDatabase.Create();
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = new ChatServer(database, clock);
        var person = await Person.SignUp(server);
        var token = await ForgetPassword(server, person.User.Email!, 2);
        clock.Advance(TimeSpan.FromHours(1));
        await Reset(server, token, NewPassword).IsRefused(400, "INVALID_REQUEST");
    }

    [Test]
    public async Task Verification_SentAgain_ReplacesTheEarlierLink()
    {
        var email = Person.NewEmail();
        await Server.Http().Post<UserDto>("/api/auth/register", new { email, password = Person.Password, display_name = "Milo Tanaka" });
        var first = await Person.TokenMailedTo(Server, email);
        Assert.That(await Answer("resend-verification", email), Is.EqualTo((200, "{}")));
        var second = Person.TokenIn(await Server.Mails.To(email, number: 2));

        await Server.Http().PostAsJsonAsync("/api/auth/verify-email", new { token = first }).IsRefused(400, "INVALID_REQUEST");
        await Server.Http().Post<UserDto>("/api/auth/verify-email", new { token = second });
    }

    [Test]
    public async Task Verification_SentAgain_ToNobodyOrSomebodyVerified_IsAnsweredAlike_AndMailsNothing()
    {
        var person = await Person.SignUp(Server);
        var stranger = Person.NewEmail();
        Assert.That(await Answer("resend-verification", stranger), Is.EqualTo((200, "{}")));
        Assert.That(await Answer("resend-verification", person.User.Email!), Is.EqualTo((200, "{}")));
        // What is mailed next comes after whatever those had caused.
        await Person.SignUp(Server);
        Assert.That(Server.Mails.AllTo(stranger), Is.Empty);
        Assert.That(Server.Mails.AllTo(person.User.Email!), Has.Count.EqualTo(1));
    }

    private static async Task<(int Status, string Answer)> Answer(string path, string email)
    {
        var response = await Server.Http().PostAsJsonAsync($"/api/auth/{path}", new { email });
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return ((int)response.StatusCode, document.RootElement.GetProperty("data").GetRawText());
    }

    private static async Task<string> ForgetPassword(ChatServer server, string email, int mail)
    {
        await server.Http().PostAsJsonAsync("/api/auth/forgot-password", new { email });
        return Person.TokenIn(await server.Mails.To(email, mail));
    }

    private static Task<HttpResponseMessage> Reset(ChatServer server, string token, string password) =>
        server.Http().PostAsJsonAsync("/api/auth/reset-password", new { token, password });

    private static Task<HttpResponseMessage> LogIn(string email, string password) =>
        Server.Http().PostAsJsonAsync("/api/auth/login", new { email, password });
}
