using System.Net;
using System.Net.Http.Json;

namespace ChatFlow.WebApi.Tests.Sessions;

public class LockoutTests
{
    private const string Wrong = "Wrong-pass-2025!";

    [TestCase(true)]
    [TestCase(false)]
    public async Task FiveFailures_LockTheAddress_RightPasswordOrNot_KnownOrNot(bool known)
    {
        var email = known ? (await Person.SignUp(Shared.Server)).User.Email! : Person.NewEmail();
        for (var i = 0; i < 5; i++)
            await LogIn(email, Wrong).IsRefused(401, "INVALID_CREDENTIALS");

        await LogIn(email, Wrong).IsRefused(429, "RATE_LIMITED");
        await LogIn(email.ToUpperInvariant(), Person.Password).IsRefused(429, "RATE_LIMITED");
        var retryAfter = (await LogIn(email, Wrong)).Headers.RetryAfter!.Delta!.Value;
        Assert.That(retryAfter, Is.InRange(TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15)));
    }

    [Test]
    public async Task TwentyAttemptsAtOnce_TryExactlyFivePasswords()
    {
        var email = (await Person.SignUp(Shared.Server)).User.Email!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => LogIn(email, Wrong)));
        Assert.Multiple(() =>
        {
            Assert.That(answers.Count(a => a.StatusCode == HttpStatusCode.Unauthorized), Is.EqualTo(5));
            Assert.That(answers.Count(a => a.StatusCode == HttpStatusCode.TooManyRequests), Is.EqualTo(15));
        });
    }

    [Test]
    public async Task Success_ClearsTheFailures_AndManyRightOnesAtOnceAllSucceed()
    {
        var email = (await Person.SignUp(Shared.Server)).User.Email!;
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 4; i++)
                await LogIn(email, Wrong).IsRefused(401, "INVALID_CREDENTIALS");
            Assert.That((await LogIn(email, Person.Password)).IsSuccessStatusCode, Is.True);
        }
        var many = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => LogIn(email, Person.Password)));
        Assert.That(many, Has.All.Property(nameof(HttpResponseMessage.IsSuccessStatusCode)).True);
    }

    [Test]
    public async Task Lock_EndsAfter15Minutes()
    {
        var email = (await Person.SignUp(Shared.Server)).User.Email!;
        for (var i = 0; i < 5; i++)
            await LogIn(email, Wrong);
        await LogIn(email, Person.Password).IsRefused(429, "RATE_LIMITED");

        await using var command = Shared.Server.Database.DataSource.CreateCommand("UPDATE login_attempts SET until = until - interval '15 minutes'");
        await command.ExecuteNonQueryAsync();

        Assert.That((await LogIn(email, Person.Password)).IsSuccessStatusCode, Is.True);
    }

    private static Task<HttpResponseMessage> LogIn(string email, string password) =>
        Shared.Server.Http().PostAsJsonAsync("/api/auth/login", new { email, password });
}
