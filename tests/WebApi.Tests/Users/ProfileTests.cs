using System.Net.Http.Json;
using ChatFlow.Application.Users;

namespace ChatFlow.WebApi.Tests.Users;

public class ProfileTests
{
    private Person person = null!;

    [SetUp]
    public async Task SignUp() => person = await Person.SignUp(Shared.Server);

    [Test]
    public async Task Profile_ChangesWhatIsGiven_AndClearsWhatIsEmpty()
    {
        await person.Put<UserDto>("/api/users/me", new { display_name = "Milo T.", bio = "Likes biscuits", timezone = "Europe/Rome" });
        var cleared = await person.Put<UserDto>("/api/users/me", new { bio = "" });
        Assert.That(cleared, Is.EqualTo(person.User with { DisplayName = "Milo T.", Timezone = "Europe/Rome" }));
    }

    [TestCase("{\"display_name\":\"x\"}")]
    [TestCase("{\"username\":\"with space\"}")]
    [TestCase("{\"timezone\":\"../etc/passwd\"}")]
    [TestCase("{\"bio\":\"a\\u0000b\"}")]
    public Task Profile_ThatBreaksARule_IsRefused(string body) => person.Http
        .PutAsync("/api/users/me", new StringContent(body, System.Text.Encoding.UTF8, "application/json")).IsRefused(400, "INVALID_REQUEST");

    [Test]
    public async Task Username_OfSomebodyElse_IsAConflict()
    {
        var other = await Person.SignUp(Shared.Server);
        await person.Http.PutAsJsonAsync("/api/users/me", new { username = other.User.Username.ToUpperInvariant() }).IsRefused(409, "CONFLICT");
    }

    [Test]
    public async Task NewName_IsOnTheNextMessage_AtOnce()
    {
        var channel = await person.CreateChannel(await person.CreateWorkspace());
        await person.Send(channel, "before");
        await person.Put<UserDto>("/api/users/me", new { display_name = "Renamed" });
        Assert.That((await person.Send(channel, "after")).Sender.DisplayName, Is.EqualTo("Renamed"));
    }

    [Test]
    public async Task User_IsKnownToColleaguesOnly_AndWithoutTheAddress()
    {
        var (colleague, stranger) = (await Person.SignUp(Shared.Server), await Person.SignUp(Shared.Server));
        await colleague.JoinWorkspace(await person.CreateWorkspace());

        var seen = await colleague.Http.Get<UserDto>($"/api/users/{person.User.Id}");
        Assert.That(seen, Is.EqualTo(person.User with { Email = null, Status = "offline" }));
        Assert.That((await person.Http.Get<UserDto>($"/api/users/{person.User.Id}")).Email, Is.EqualTo(person.User.Email));
        await stranger.Http.GetAsync($"/api/users/{person.User.Id}").IsRefused(404, "NOT_FOUND");
        await stranger.Http.GetAsync("/api/users/nonsense").IsRefused(404, "NOT_FOUND");
    }

    [Test]
    public async Task Password_IsChangedWithTheCurrentOne_AndEndsTheOtherSessions()
    {
        const string changed = "Another-pass-2026?";
        var elsewhere = await Person.LogIn(Shared.Server, person.User.Email!);
        await Change("Wrong-pass-2025!", changed).IsRefused(400, "INVALID_REQUEST");
        await Change(Person.Password, "weak").IsRefused(400, "INVALID_REQUEST");
        Assert.That((await elsewhere.Http.GetAsync("/api/auth/me")).IsSuccessStatusCode, Is.True, "nothing happened yet");

        Assert.That((await Change(Person.Password, changed)).IsSuccessStatusCode, Is.True);

        await elsewhere.Http.GetAsync("/api/auth/me").IsRefused(401, "TOKEN_INVALID");
        Assert.That((await person.Http.GetAsync("/api/auth/me")).IsSuccessStatusCode, Is.True);
        var http = Shared.Server.Http();
        await http.PostAsJsonAsync("/api/auth/login", new { email = person.User.Email, password = Person.Password }).IsRefused(401, "INVALID_CREDENTIALS");
        Assert.That((await http.PostAsJsonAsync("/api/auth/login", new { email = person.User.Email, password = changed })).IsSuccessStatusCode, Is.True);
    }

    private Task<HttpResponseMessage> Change(string current, string changed) =>
        person.Http.PutAsJsonAsync("/api/users/me/password", new { current_password = current, new_password = changed });
}
