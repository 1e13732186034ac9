using System.Text.Json;
using ChatFlow.Tests.Smtp;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Core;

namespace ChatFlow.WebApi.Tests.Monitoring;

public class LogTests
{
    private readonly LogLines log = new();

    [TestCase("Information")]
    [TestCase("Debug")]
    public async Task Log_OfAFullUse_HasNoSecretNoTextAndNoAddress(string level)
    {
        await using var smtp = await SmtpServer.Start();
        await using var server = FullUse.Server(smtp, Watched, ("Serilog:MinimumLevel:Default", level));
        var use = new FullUse(server, smtp);
        await use.Do();

        Assert.That(use.Secrets, Has.Count.GreaterThan(25));
        var told = from secret in use.Secrets from line in log.All where line.Contains(secret, StringComparison.OrdinalIgnoreCase) select $"{secret}: {line}";
        Assert.That(told, Is.Empty);
        Assert.That(log.All, Has.Count.GreaterThan(25), "it is a log of something");
        Assert.That(log.All, Has.Some.Contains("/api/invites/{token}/accept"), "the route, not the token");
    }

    [Test]
    public async Task Log_WithoutAMailServer_HasNeitherAddressesNorLinks()
    {
        await using var server = new ChatServer(Shared.Server.Database, Watched, ("Serilog:MinimumLevel:Default", "Debug"));
        var person = await Person.SignUp(server);
        Assert.That(log.All, Has.Some.Contains(".eml"));
        Assert.That(log.All.Where(line => line.Contains(person.User.Email!) || line.Contains("token=")), Is.Empty);
    }

    [Test]
    public async Task Request_HasOneLine_AndItsIdsAreInAllLines()
    {
        await using var server = new ChatServer(Shared.Server.Database, Watched, ("Serilog:MinimumLevel:Default", "Debug"));
        var person = await Person.SignUp(server);
        person.Http.DefaultRequestHeaders.Add("X-Request-ID", "find-me");
        await person.Http.GetAsync($"/api/channels/{person.User.Id}").IsRefused(404, "NOT_FOUND");

        await log.Until(line => line.Contains("answered 404") && line.Contains("find-me"));
        var lines = log.Documents.Where(line => Text(line, "request_id") == "find-me").ToList();
        var request = lines.Where(line => Text(line, "RequestMethod") is not null).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(request, Has.Count.EqualTo(1));
            Assert.That(request[0].GetProperty("StatusCode").GetInt32(), Is.EqualTo(404));
            Assert.That(request[0].GetProperty("Elapsed").GetDouble(), Is.GreaterThan(0));
            Assert.That(lines, Has.Count.GreaterThan(1), "the refusal's own line");
            Assert.That(lines.Select(line => Text(line, "user_id")), Is.All.EqualTo(person.User.Id.ToString()));
        });
    }

    [Test]
    public async Task HubCall_HasTheIdsOfItsUser_AndOfTheRequestThatOpenedItsSocket()
    {
        await using var server = new ChatServer(Shared.Server.Database, Watched, ("Serilog:MinimumLevel:Default", "Information"));
        var person = await Person.SignUp(server);
        await using var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(server.Address, "/hub"), options =>
            {
                options.AccessTokenProvider = () => Task.FromResult<string?>(person.Token);
                options.Headers["X-Request-ID"] = "my-socket";
                options.SkipNegotiation = true;
                options.Transports = Microsoft.AspNetCore.Http.Connections.HttpTransportType.WebSockets;
            }).Build();
        await hub.StartAsync();
        new Func<Task>(() => hub.InvokeAsync("message:send", new { channel_id = person.User.Id, content = "hi" })).IsRefused("NOT_FOUND");

        await log.Until(line => line.Contains("\"UseCase\":\"SendMessage\""));
        var refused = log.Documents.Single(line => Text(line, "UseCase") == "SendMessage");
        Assert.That((Text(refused, "user_id"), Text(refused, "request_id")), Is.EqualTo((person.User.Id.ToString(), "my-socket")));
    }

    [Test]
    public async Task Levels_ChangeWhileTheServerRuns_ByTheSettingsFile()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("chatflow-settings-").FullName, "settings.json");
        await File.WriteAllTextAsync(file, Level("Information"));
        await using var server = new ChatServer(Shared.Server.Database, Watched, ("SettingsFile", file));
        var person = await Person.SignUp(server);
        await person.Http.GetAsync("/api/auth/me");
        Assert.That(log.All.Where(IsGetMe), Is.Empty);

        await File.WriteAllTextAsync(file, Level("Debug"));
        await UntilTold(person);

        await File.WriteAllTextAsync(file, Level("Information"));
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var before = Done();
            await person.Http.GetAsync("/api/auth/me", late.Token);
            if (Done() == before)
                break;
        }
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);

        int Done() => log.All.Count(IsGetMe);
    }

    [Test]
    public void SettingsFile_ThatIsNotThere_IsSaid() => Assert.That(
        () => new ChatServer(Shared.Server.Database, ("SettingsFile", "/nowhere/settings.json")),
        Throws.Exception.With.Message.Contains("SettingsFile is /nowhere/settings.json"));

    private async Task UntilTold(Person person)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!log.All.Any(IsGetMe))
        {
            await person.Http.GetAsync("/api/auth/me", late.Token);
            await Task.Delay(50, late.Token);
        }
    }

    private void Watched(IServiceCollection services) => services.AddSingleton<ILogEventSink>(log);

    private static bool IsGetMe(string line) => line.Contains("\"UseCase\":\"GetMe\"");

    private static string Level(string level) => JsonSerializer.Serialize(new { Serilog = new { MinimumLevel = new { Override = new { ChatFlow = level } } } });

    private static string? Text(JsonElement line, string property) => line.TryGetProperty(property, out var value) ? value.ToString() : null;
}
