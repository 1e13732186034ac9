using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ChatFlow.WebApi.Tests.Wire;

public class ConventionTests
{
    private Person person = null!;

    [SetUp]
    public async Task SignUp() => person = await Person.SignUp(Shared.Server, "A < B & \"C\"");

    [TestCase("abc-DEF_123", true)]
    [TestCase("with space", false)]
    [TestCase("semi;colon", false)]
    [TestCase("a234567890123456789012345678901234567890123456789012345678901234x", false)]
    public async Task RequestId_IsTakenOver_WhenItIsTame(string id, bool taken)
    {
        person.Http.DefaultRequestHeaders.TryAddWithoutValidation("X-Request-ID", id);
        var response = await person.Http.GetAsync("/api/auth/me");
        var answered = response.Headers.GetValues("X-Request-ID").Single();
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Multiple(() =>
        {
            Assert.That(answered, taken ? Is.EqualTo(id) : Is.Not.EqualTo(id).And.Match("^[A-Za-z0-9_-]{1,64}$"));
            Assert.That(body.RootElement.GetProperty("meta").GetProperty("request_id").GetString(), Is.EqualTo(answered));
        });
    }

    [Test]
    public async Task Times_AreUtcWithMilliseconds()
    {
        var body = await person.Http.GetStringAsync("/api/auth/me");
        var times = Regex.Matches(body, "\"(?:created_at|timestamp)\":\"([^\"]*)\"").Select(m => m.Groups[1].Value).ToList();
        Assert.That(times, Has.Count.EqualTo(2).And.All.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"));
    }

    [Test]
    public async Task Xml_IsTheSameDocument()
    {
        person.Http.DefaultRequestHeaders.Accept.ParseAdd("application/xml");
        var workspace = await person.Http.PostAsJsonAsync("/api/workspaces", new { name = "X" });
        Assert.That(workspace.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/xml"));

        var me = XDocument.Parse(await person.Http.GetStringAsync("/api/auth/me")).Root!;
        var list = XDocument.Parse(await person.Http.GetStringAsync("/api/workspaces")).Root!;
        var error = XDocument.Parse(await (await person.Http.GetAsync("/api/nowhere")).Content.ReadAsStringAsync()).Root!;
        Assert.Multiple(() =>
        {
            Assert.That(me.Name.LocalName, Is.EqualTo("response"));
            Assert.That(me.Element("data")!.Element("display_name")!.Value, Is.EqualTo("A < B & \"C\""));
            Assert.That(list.Element("data")!.Elements("item").Single().Element("name")!.Value, Is.EqualTo("X"));
            Assert.That(error.Element("error")!.Element("code")!.Value, Is.EqualTo("NOT_FOUND"));
        });
    }

    [TestCase("text/html", 406)]
    [TestCase("application/json;q=0, application/xml;q=0", 406)]
    [TestCase("text/html, */*;q=0.1", 200)]
    [TestCase("application/*", 200)]
    public async Task Accept_ThatNothingSatisfies_IsRefused(string accept, int status)
    {
        person.Http.DefaultRequestHeaders.TryAddWithoutValidation("Accept", accept);
        Assert.That((int)(await person.Http.GetAsync("/api/auth/me")).StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task Refused_ForItsAcceptHeader_ChangesNothing()
    {
        person.Http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        await person.Http.PostAsJsonAsync("/api/workspaces", new { name = "X" }).IsRefused(406, "INVALID_REQUEST");
        person.Http.DefaultRequestHeaders.Accept.Clear();
        Assert.That(await person.Http.GetStringAsync("/api/workspaces"), Does.Contain("\"data\":[]"));
    }

    [Test]
    public async Task Router_AnswersWithTheEnvelope()
    {
        await person.Http.GetAsync("/api/nowhere").IsRefused(404, "NOT_FOUND");
        await Shared.Server.Http().GetAsync("/api/nowhere").IsRefused(404, "NOT_FOUND");
        await person.Http.DeleteAsync("/api/auth/me").IsRefused(405, "INVALID_REQUEST");
    }

    [TestCase("/health")]
    [TestCase("/api/health")]
    [TestCase("/health/live")]
    [TestCase("/health/ready")]
    [TestCase("/openapi/v1.json")]
    [TestCase("/docs/")]
    public async Task Operations_AreOpenToEveryone(string path) =>
        Assert.That((int)(await Shared.Server.Http().GetAsync(path)).StatusCode, Is.EqualTo(200));

    [Test]
    public async Task Endpoints_SayWhoMayCallThem()
    {
        using var document = JsonDocument.Parse(await Shared.Server.Http().GetStringAsync("/openapi/v1.json"));
        var open = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => (Path: path.Name, Operation: operation.Value)))
            .Where(o => !o.Operation.TryGetProperty("security", out _)).Select(o => o.Path).Where(path => !path.Contains("health"));
        Assert.That(open, Is.EquivalentTo(new[]
        {
            "/api/auth/register", "/api/auth/verify-email", "/api/auth/resend-verification", "/api/auth/forgot-password", "/api/auth/reset-password",
            "/api/auth/login", "/api/auth/refresh",
        }));
    }
}
