using System.Net;
using System.Net.Http.Json;
using ChatFlow.WebApi.Tests.Realtime;
using Microsoft.Extensions.Time.Testing;

namespace ChatFlow.WebApi.Tests.Hosting;

public class RateLimitTests
{
    // Stands still: the minute must not turn in the middle of a test.
    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());

    [TestCase(false)]
    [TestCase(true)]
    public async Task User_WhoAsksTooOften_IsRefused_AndOthersAreNot(bool cluster)
    {
        await using var server = Limited(("RateLimits:PerUser", "10"), ("Cluster:Enabled", cluster ? "true" : "false"));
        var (busy, calm) = (await Person.SignUp(Shared.Server), await Person.SignUp(Shared.Server));
        var answers = await Ask(server.Http(busy.Token), 35);
        Assert.Multiple(async () =>
        {
            var refused = answers.Where(a => !a.IsSuccessStatusCode).ToList();
            Assert.That(refused, Has.Count.EqualTo(25).And.All.Property("StatusCode").EqualTo(HttpStatusCode.TooManyRequests));
            Assert.That(refused[0].Headers.RetryAfter!.Delta, Is.InRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60)));
            Assert.That((await refused[0].Error()).Code, Is.EqualTo("RATE_LIMITED"));
            Assert.That((await server.Http(calm.Token).GetAsync("/api/auth/me")).IsSuccessStatusCode, Is.True);
        });

        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That((await server.Http(busy.Token).GetAsync("/api/auth/me")).IsSuccessStatusCode, Is.True, "the next minute is a new one");
    }

    [Test]
    public async Task HubCalls_OverTheLimit_AreRefused()
    {
        await using var server = Limited(("RateLimits:HubPerUser", "10"));
        var person = await Person.SignUp(Shared.Server);
        await using var hub = await server.Connect(person.Token);
        for (var i = 1; i < 10; i++)
            await hub.Sync([]);
        new Func<Task>(() => hub.Sync([])).IsRefused("RATE_LIMITED");
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(() => hub.Sync([]), Throws.Nothing);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Clock_ThatIsSetBack_LocksNobodyOut(bool cluster)
    {
        await using var server = Limited(("RateLimits:PerUser", "10"), ("Cluster:Enabled", cluster ? "true" : "false"));
        var person = await Person.SignUp(Shared.Server);
        await Ask(server.Http(person.Token), 20);
        clock.AdjustTime(clock.GetUtcNow() - TimeSpan.FromHours(1));
        Assert.That((await Ask(server.Http(person.Token), 20)).Count(answer => answer.IsSuccessStatusCode), Is.EqualTo(10), "as in any minute");
    }

    [Test]
    public async Task Nodes_CountTogether()
    {
        (string, string)[] settings = [("RateLimits:PerUser", "10"), ("Cluster:Enabled", "true")];
        await using var one = Limited(settings);
        await using var two = Limited(settings);
        var person = await Person.SignUp(Shared.Server);
        var answers = (await Task.WhenAll(Ask(one.Http(person.Token), 20), Ask(two.Http(person.Token), 20))).SelectMany(a => a);
        Assert.That(answers.Count(a => a.IsSuccessStatusCode), Is.EqualTo(10));
    }

    [Test]
    public async Task Address_ThatTriesManyPasswordsOrAccounts_IsRefused()
    {
        await using var server = Limited(("RateLimits:AuthPerAddress", "5"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 15).Select(_ =>
            server.Http().PostAsJsonAsync("/api/auth/login", new { email = Person.NewEmail(), password = "Wrong-pass-2025!" })));
        Assert.That(answers.Count(a => a.StatusCode == HttpStatusCode.Unauthorized), Is.EqualTo(5));
        Assert.That(answers.Count(a => a.StatusCode == HttpStatusCode.TooManyRequests), Is.EqualTo(10));
    }

    [Test]
    public async Task Cluster_WithoutRedis_RefusesNobody()
    {
        await using var server = Limited(
            ("RateLimits:PerUser", "1"), ("Cluster:Enabled", "true"), ("ConnectionStrings:Redis", "127.0.0.1:1,connectTimeout=200,syncTimeout=200,asyncTimeout=200"));
        var person = await Person.SignUp(Shared.Server);
        Assert.That(await Ask(server.Http(person.Token), 3), Has.All.Property("IsSuccessStatusCode").True);
    }

    private ChatServer Limited(params (string, string)[] settings) =>
        new(Shared.Server.Database, clock, [("RateLimits:Enabled", "true"), .. settings]);

    private static Task<HttpResponseMessage[]> Ask(HttpClient http, int times) =>
        Task.WhenAll(Enumerable.Range(0, times).Select(_ => http.GetAsync("/api/auth/me")));
}
