using System.Net.Http.Json;
using ChatFlow.Application.Users;

namespace ChatFlow.WebApi.Tests.Sessions;

public class AccountTests
{
    private static ChatServer Server => Shared.Server;

    [Test]
    public async Task Newcomer_RegistersVerifiesByMailAndLogsIn()
    {
        var person = await Person.SignUp(Server, "Mónica Ruiz");
        var me = await person.Http.Get<UserDto>("/api/auth/me");
        Assert.Multiple(() =>
        {
            Assert.That(me, Is.EqualTo(person.User));
            Assert.That(me.DisplayName, Is.EqualTo("Mónica Ruiz"));
            Assert.That(me.Username, Does.StartWith("monica.ruiz"));
            Assert.That(me.EmailVerified, Is.True);
        });
    }

    [Test]
    public async Task LogIn_BeforeTheAddressIsVerified_IsForbidden_ButOnlyWithTheRightPassword()
    {
        var email = Person.NewEmail();
        await Register(email, "u" + email[..20]);
        await LogIn(email, Person.Password).IsRefused(403, "FORBIDDEN");
        await LogIn(email, "Wrong-pass-2025!").IsRefused(401, "INVALID_CREDENTIALS");
    }

    [Test]
    public async Task LogIn_WithAWrongPasswordOrAnUnknownAddress_IsRefusedInTheSameWords()
    {
        var person = await Person.SignUp(Server);
        var wrong = await (await LogIn(person.User.Email!, "Wrong-pass-2025!")).Error();
        var unknown = await (await LogIn(Person.NewEmail(), "Wrong-pass-2025!")).Error();
        Assert.That(wrong, Is.EqualTo(unknown).Using<WebApi.Wire.Error>((a, b) => a.Code == b.Code && a.Message == b.Message));
        await LogIn(person.User.Email!, "Wrong-pass-2025!").IsRefused(401, "INVALID_CREDENTIALS");
    }

    [Test]
    public async Task LogIn_MindsNotTheCaseOfTheAddress()
    {
        var person = await Person.SignUp(Server);
        Assert.That((await Person.LogIn(Server, person.User.Email!.ToUpperInvariant())).User.Id, Is.EqualTo(person.User.Id));
    }

    [Test]
    public async Task Register_OfATakenEmailOrUsername_IsAConflict_WhateverItsCase()
    {
        var person = await Person.SignUp(Server);
        await Register(person.User.Email!.ToUpperInvariant(), "u" + Person.NewEmail()[..20]).IsRefused(409, "CONFLICT");
        await Register(Person.NewEmail(), person.User.Username.ToUpperInvariant()).IsRefused(409, "CONFLICT");
    }

    [Test]
    public async Task Register_WithoutAUsername_MakesOne_WithANumberWhenItIsTaken()
    {
        var name = "Same Name " + Person.NewEmail()[10..20];
        var people = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Person.SignUp(Server, name)));
        var usernames = people.Select(p => p.User.Username).Order().ToList();
        Assert.That(usernames, Is.Unique.And.All.StartWith("same.name."));
        Assert.That(usernames.Skip(1), Has.All.Match(@"\d$"));
    }

    [Test]
    public async Task VerificationToken_WorksOnce()
    {
        var email = Person.NewEmail();
        await Register(email, "u" + email[..20]);
        var body = new { token = await Person.TokenMailedTo(Server, email) };
        Assert.That((await Server.Http().Post<UserDto>("/api/auth/verify-email", body)).EmailVerified, Is.True);
        await Server.Http().PostAsJsonAsync("/api/auth/verify-email", body).IsRefused(400, "INVALID_REQUEST");
        await Server.Http().PostAsJsonAsync("/api/auth/verify-email", new { token = "nonsense" }).IsRefused(400, "INVALID_REQUEST");
    }

    private static Task<HttpResponseMessage> LogIn(string email, string password) =>
        Server.Http().PostAsJsonAsync("/api/auth/login", new { email, password });

    private static Task<HttpResponseMessage> Register(string email, string username) => Server.Http().PostAsJsonAsync(
        "/api/auth/register", new { email, password = Person.Password, display_name = "Somebody", username });
}
