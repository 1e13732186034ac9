using System.Text.Json;
using ChatFlow.WebApi.Health;

namespace ChatFlow.WebApi.Tests.Monitoring;

public class HealthTests
{
    [TestCase(90.0, "ok")]
    [TestCase(90.1, "warning")]
    [TestCase(95.0, "warning")]
    [TestCase(95.1, "critical")]
    public void Memory_IsCriticalBeforeItIsAWarning(double usedPercent, string status) =>
        Assert.That(HealthEndpoints.OfMemory(usedPercent), Is.EqualTo(status));

    [TestCase("ok", "ok", "ok", "healthy")]
    [TestCase("ok", "error", "ok", "degraded")]
    [TestCase("ok", "ok", "warning", "degraded")]
    [TestCase("ok", "error", "critical", "unhealthy")]
    [TestCase("error", "ok", "ok", "unhealthy")]
    public void Whole_IsAsWellAsWhatItCannotBeWithout(string database, string cache, string memory, string status) =>
        Assert.That(HealthEndpoints.Overall(database, cache, memory), Is.EqualTo(status));

    [Test]
    public async Task Body_IsThatOfTheDesign_AndTellsNothingOfWhy()
    {
        using var body = JsonDocument.Parse(await Shared.Server.Http().GetStringAsync("/health"));
        var root = body.RootElement;
        Assert.That(root.EnumerateObject().Select(property => property.Name), Is.EqualTo(new[] { "status", "timestamp", "uptime", "services" }));
        Assert.That(root.GetProperty("uptime").GetDouble(), Is.GreaterThan(0));
        Assert.That(
            root.GetProperty("services").EnumerateObject().Select(service => $"{service.Name}: {string.Join(' ', service.Value.EnumerateObject().Select(property => property.Name))}"),
            Is.EqualTo(new[] { "api: status", "database: status", "cache: status", "memory: status used_percent" }));
    }

    [Test]
    public async Task Container_CanAskItsServerWhetherItIsReady()
    {
        Assert.That(await ReadyCommand.Ask($"http://+:{Shared.Server.Address.Port};http://+:1"), Is.Zero);
        Assert.That(await ReadyCommand.Ask("http://*:1"), Is.EqualTo(1), "nobody is there");
    }

    [Test]
    public async Task WithoutPostgres_TheNodeLives_AndIsNotReady()
    {
        await using var server = new ChatServer(Shared.Server.Database, ("ConnectionStrings:Postgres", "Host=127.0.0.1;Port=1;Username=nobody;Password=no;Timeout=2"));
        using var http = server.Http();
        var health = await http.GetAsync("/health");
        Assert.Multiple(async () =>
        {
            Assert.That((int)(await http.GetAsync("/health/live")).StatusCode, Is.EqualTo(200));
            Assert.That((int)(await http.GetAsync("/health/ready")).StatusCode, Is.EqualTo(503));
            Assert.That(await ReadyCommand.Ask($"http://+:{server.Address.Port}"), Is.EqualTo(1));
            Assert.That((int)health.StatusCode, Is.EqualTo(503));
            Assert.That(await health.Content.ReadAsStringAsync(), Does.Contain("\"unhealthy\"").And.Not.Contain("127.0.0.1"));
        });
    }
}
