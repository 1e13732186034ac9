namespace ChatFlow.WebApi.Tests.Hosting;

public class BrowserSecurityTests
{
    [TestCase("/api/auth/me")]
    [TestCase("/api/nowhere")]
    [TestCase("/health")]
    [TestCase("/")]
    public async Task EveryAnswer_TellsBrowsersToRunOnlyOurOwn(string path)
    {
        var headers = (await Shared.Server.Http().GetAsync(path)).Headers;
        Assert.Multiple(() =>
        {
            Assert.That(headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }));
            Assert.That(headers.GetValues("X-Frame-Options"), Is.EqualTo(new[] { "DENY" }));
            Assert.That(headers.GetValues("Referrer-Policy"), Is.EqualTo(new[] { "no-referrer" }), "addresses hold tokens of mails");
            var policy = headers.GetValues("Content-Security-Policy").Single();
            Assert.That(policy, Does.Contain("default-src 'none'").And.Contain("script-src 'self'").And.Contain("frame-ancestors 'none'"));
            Assert.That(policy, Does.Contain("worker-src 'self'").And.Contain("manifest-src 'self'"), "the client opens offline, and can be installed");
            Assert.That(policy, Does.Not.Contain("unsafe"));
        });
    }

    [Test]
    public async Task InlineScripts_RunOnTheApisOwnPageAlone()
    {
        var policy = (await Shared.Server.Http().GetAsync("/docs/")).Headers.GetValues("Content-Security-Policy").Single();
        Assert.That(policy, Does.Contain("script-src 'self' 'unsafe-inline'"));
    }

    [TestCase("https://allowed.example.org", true)]
    [TestCase("https://other.example.org", false)]
    public async Task OtherSites_MayCall_WhenTheyAreListed(string origin, bool allowed)
    {
        await using var server = new ChatServer(Shared.Server.Database, ("Cors:Origins:0", "https://allowed.example.org"));
        using var request = new HttpRequestMessage(HttpMethod.Options, "/api/auth/me");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "GET");
        request.Headers.Add("Access-Control-Request-Headers", "authorization");
        var response = await server.Http().SendAsync(request);
        Assert.That(response.Headers.Contains("Access-Control-Allow-Origin"), Is.EqualTo(allowed));
        Assert.That(response.Headers.Contains("Access-Control-Allow-Credentials"), Is.False);
    }
}
