using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;

namespace ChatFlow.Deploy.Tests;

/// <summary>
/// What an administrator does, in order, on a Debian that has systemd, nginx, PostgreSQL 15 and Redis 7 of its own: install, upgrade while people
/// talk, take back, switch off and on, back up, and restore on another machine. The steps build on each other: the first that fails ends it.
/// </summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class DeploymentTests : IDisposable
{
    private static readonly string[] Ports = ["8291", "8292"];
    private static readonly string[] SecurityHeaders =
    [
        "Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy", "Permissions-Policy", "Server",
    ];

    private readonly string folder = Machine.Setting("CHATFLOW_MACHINES");
    private readonly List<Person> people = [];
    private readonly byte[] picture = RandomNumberGenerator.GetBytes(3_000_000);
    private Machine machine = null!;
    private Guid channel;
    private Uri asset = null!;
    private string file = "";
    private bool failed;

    [SetUp]
    public void StopAfterAFailure()
    {
        if (failed) Assert.Fail("An earlier step failed.");
    }

    [TearDown]
    public void NoteFailure() => failed = TestContext.CurrentContext.Result.FailCount > 0;

    public void Dispose()
    {
        people.ForEach(person => person.Dispose());
        machine?.Dispose();
    }

    [Test, Order(1)]
    public async Task Deploy_WithoutSetup_SaysWhatIsMissing_AndChangesNothing()
    {
        machine = await Machine.New("first");
        Release("1", _ => { });
        var (exitCode, output) = machine.Try("/srv/chatflow-1/deploy/deploy");
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(1));
            Assert.That(output, Does.Contain("Has setup been run?"));
            Assert.That(Directory.Exists(machine.Inside("/opt/chatflow")), Is.False);
        });
    }

    [Test, Order(2)]
    public async Task SetupAndDeploy_MakeAChatThatWorks()
    {
        Say(machine.Run("/srv/chatflow-1/deploy/setup", "--url", Person.Site));
        var settings = machine.Inside("/etc/chatflow/chatflow.env");
        // All requests come from one address here, far more than one person makes.
        await File.AppendAllTextAsync(settings, "RateLimits__Enabled='false'\n");
        Say(machine.Run("/srv/chatflow-1/deploy/deploy"));

        Assert.That(File.GetUnixFileMode(settings), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite), "it has secrets in it");
        foreach (var port in Ports)
            Assert.That(machine.Run("systemctl", "show", "-p", "User,NoNewPrivileges,ProtectSystem,ActiveState", $"chatflow@{port}").Split('\n'),
                Is.SupersetOf(new[] { "User=chatflow", "NoNewPrivileges=yes", "ProtectSystem=strict", "ActiveState=active" }));
        for (var n = 0; n < 6; n++)
            people.Add(await Person.SignUp(machine, $"person{n}"));
        var workspace = (await people[0].Post("/api/workspaces", new { name = "Works" })).GetProperty("id").GetGuid();
        var invite = (await people[0].Post($"/api/workspaces/{workspace}/invite", new { role = "member", max_uses = 20 })).GetProperty("token").GetString();
        foreach (var person in people.Skip(1))
            await person.Post($"/api/invites/{invite}/accept");
        channel = (await people[0].Post("/api/channels", new { workspace_id = workspace, name = "all", type = "public" })).GetProperty("id").GetGuid();
        foreach (var person in people.Skip(1))
            await person.Post($"/api/channels/{channel}/members", new { user_id = person.Id });

        using var form = new MultipartFormDataContent { { new ByteArrayContent(picture), "file", "numbers.bin" }, { new StringContent(channel.ToString()), "channel_id" } };
        var answer = await people[0].Http.PostAsync("/api/files", form);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
        file = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("data").GetProperty("id").GetString()!;
        await people[0].Post($"/api/channels/{channel}/messages", new { content = "The numbers", file_ids = new[] { file } });
        Assert.That(await people[1].Http.GetByteArrayAsync($"/api/files/{file}"), Is.EqualTo(picture));
        var sessions = await people[0].Get("/api/auth/sessions");
        Assert.That(sessions[0].GetProperty("address").GetString(), Is.EqualTo("127.0.0.1"), "who asks, and not nginx's own words about it");
    }

    [Test, Order(3)]
    public async Task Site_ServesTheClient_AndKeepsToItselfWhatIsNotForThePublic()
    {
        using var http = Person.Client();
        var page = await http.GetAsync("/");
        var html = await page.Content.ReadAsStringAsync();
        asset = new Uri(System.Text.RegularExpressions.Regex.Match(html, "src=\"(/assets/[^\"]+)\"").Groups[1].Value, UriKind.Relative);
        var script = await http.GetAsync(asset);
        var channelPage = await http.GetAsync($"/c/{channel}");
        var api = await http.GetAsync("/api/health");
        var claimed = new HttpRequestMessage(HttpMethod.Get, "/api/auth/me") { Headers = { { "X-Forwarded-For", "203.0.113.9" } } };
        claimed.Headers.Authorization = new AuthenticationHeaderValue("Bearer", people[0].Token);
        await http.SendAsync(claimed);
        Assert.Multiple(async () =>
        {
            Assert.That(page.Headers.CacheControl!.NoCache, Is.True);
            Assert.That(script.Headers.GetValues("Cache-Control").Single(), Is.EqualTo("public, max-age=31536000, immutable"));
            Assert.That(await channelPage.Content.ReadAsStringAsync(), Is.EqualTo(html), "the client's own addresses are all the one page");
            Assert.That((await http.GetAsync("/assets/none.js")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That((await http.GetAsync("/metrics")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
            foreach (var path in new[] { "/health", "/health/live", "/health/ready", "/api/health", "/openapi/v1.json", "/docs" })
                Assert.That((await http.GetAsync(path)).IsSuccessStatusCode, Is.True, path);
            foreach (var answer in new[] { page, script, channelPage })
                Assert.That(Security(answer), Is.EqualTo(Security(api)), "nginx says what the servers say");
            Assert.That(JsonDocument.Parse(await (await http.GetAsync("/api/none")).Content.ReadAsStringAsync()).RootElement.GetProperty("error").GetProperty("code").GetString(), Is.EqualTo("NOT_FOUND"));
            Assert.That(machine.Ask("SELECT count(*) FROM sessions WHERE address = '203.0.113.9'"), Is.EqualTo("0"), "nobody can claim an address");
        });
    }

    [Test, Order(4)]
    public async Task Upgrade_WhilePeopleTalk_FailsNoRequest_AndLosesNothing()
    {
        Release("2", _ => { });
        await Under(() => Say(machine.Run("/srv/chatflow-2/deploy/deploy")));
        Assert.That(machine.Run("readlink", "/opt/chatflow/current").Trim(), Does.EndWith("/2"));
        Assert.That(Ports.Select(RunningRelease), Is.All.EqualTo("2"));
        Assert.That(Directory.GetFiles(machine.Inside("/var/backups/chatflow")), Is.Not.Empty, "an upgrade begins with a backup");
    }

    [Test, Order(5)]
    public async Task ReleaseThatNeverBecomesWell_IsTakenBack_AndNobodyNotices()
    {
        Release("3", content => File.WriteAllText(Path.Combine(content, "server", "ChatFlow.WebApi"), "#!/bin/sh\n[ \"$1\" = migrate ] || exec sleep 1000\n"));
        await Under(() =>
        {
            var (exitCode, output) = machine.Try("/srv/chatflow-3/deploy/deploy", "--no-backup");
            Say(output);
            Assert.That(exitCode, Is.EqualTo(1));
            Assert.That(output, Does.Contain("3 did not become well; 2 is in service again"));
        });
        Assert.That(Ports.Select(RunningRelease), Is.All.EqualTo("2"));
    }

    [Test, Order(6)]
    public async Task Rollback_BringsTheReleaseBeforeBack()
    {
        await Under(() => Say(machine.Run("/opt/chatflow/current/deploy/deploy", "--rollback")));
        Assert.That(Ports.Select(RunningRelease), Is.All.EqualTo("1"));
    }

    [Test, Order(7)]
    public async Task Machine_SwitchedOffAndOn_HasEverythingAgain()
    {
        var before = await Timeline(people[0]);
        machine.Stop();
        await machine.Boot();
        await Machine.Wait("ChatFlow answers again", Answers);
        Assert.That(await Timeline(people[0]), Is.EqualTo(before));
    }

    [Test, Order(8)]
    public async Task Backup_OnAnEmptyMachine_IsAllThatWas()
    {
        machine.Run("age-keygen", "-o", "/srv/key");
        var recipient = machine.Run("age-keygen", "-y", "/srv/key").Trim();
        await File.AppendAllTextAsync(machine.Inside("/etc/chatflow/chatflow.env"), $"CHATFLOW_BACKUP_RECIPIENT='{recipient}'\n");
        // Also while people write.
        await Under(() => Say(machine.Run("/opt/chatflow/current/deploy/backup")));
        var backup = Directory.GetFiles(machine.Inside("/var/backups/chatflow"), "*.tar.age").Single();
        var path = "/var/backups/chatflow/" + Path.GetFileName(backup);
        Assert.That(File.GetUnixFileMode(backup), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(machine.Try("/opt/chatflow/current/deploy/restore", "--drill", path).Output, Does.Contain("encrypted"), "nothing opens it without the key");
        Say(machine.Run("/opt/chatflow/current/deploy/restore", "--drill", path, "--identity", "/srv/key"));
        Assert.That(machine.Ask("SELECT count(*) FROM pg_database WHERE datname = 'chatflow_drill'"), Is.EqualTo("0"));
        Say(machine.Run("/opt/chatflow/current/deploy/backup"));
        path = "/var/backups/chatflow/" + Directory.GetFiles(machine.Inside("/var/backups/chatflow"), "*.tar.age").Select(Path.GetFileName).Max();
        var (before, total) = (await Timeline(people[0]), machine.Ask("SELECT count(*) FROM messages"));
        machine.Stop();
        var empty = await Machine.New("second");
        foreach (var brought in new[] { path, "/srv/key", "/srv/chatflow-2" })
            empty.Bring(machine.Inside(brought), "/srv/");
        machine = empty;
        Say(empty.Run("/srv/chatflow-2/deploy/restore", "/srv/" + Path.GetFileName(path), "--identity", "/srv/key"));
        Say(empty.Run("/srv/chatflow-2/deploy/deploy"));
        // The session from before, and a new one; the message, and the file's bytes.
        Assert.That(await Timeline(people[0]), Is.EqualTo(before));
        using var again = await Person.LogIn("person1@example.org");
        Assert.Multiple(async () =>
        {
            Assert.That(await again.Http.GetByteArrayAsync($"/api/files/{file}"), Is.EqualTo(picture));
            Assert.That(empty.Ask("SELECT count(*) FROM messages"), Is.EqualTo(total));
        });
        var (exitCode, output) = empty.Try("/srv/chatflow-2/deploy/restore", "/srv/" + Path.GetFileName(path), "--identity", "/srv/key");
        Assert.That((exitCode, output), Is.EqualTo((1, output)).And.Matches<(int, string)>(refused => refused.Item2.Contains("is installed here already")), "nothing is written over");
    }

    [Test, Order(9)]
    public void Drill_NoticesABackupThatIsNotWhatItWas()
    {
        string[] changes = ["echo more >> $(find files -type f | head -1)", "sed -i '/^messages|/s/.$/x/' tables.sums", "rm database.dump"];
        string[] complaints = ["are not those that were backed up", "is not what was backed up", "is not whole"];
        foreach (var (change, complaint) in changes.Zip(complaints))
        {
            machine.Run("sh", "-ec", $"rm -rf /srv/opened; mkdir /srv/opened; cd /srv/opened; age -d -i /srv/key /srv/*.tar.age | tar x; {change}; tar cf /srv/changed.tar *");
            var (exitCode, output) = machine.Try("/opt/chatflow/current/deploy/restore", "--drill", "/srv/changed.tar");
            Assert.That(exitCode, Is.EqualTo(1), output);
            Assert.That(output, Does.Contain(complaint));
        }
    }

    private Task Under(Action what) => Crowd.Watch(machine, people, channel, asset, what);

    /// <summary>A copy of the release that was built, under another name, on the machine.</summary>
    private void Release(string version, Action<string> change)
    {
        var content = Path.Combine(folder, $"chatflow-{version}");
        Machine.Outside("cp", "-a", Machine.Setting("CHATFLOW_RELEASE"), content);
        File.WriteAllText(Path.Combine(content, "VERSION"), version + "\n");
        change(content);
        machine.Bring(content, "/srv/");
    }

    private string RunningRelease(string port)
    {
        var process = machine.Run("systemctl", "show", "-p", "MainPID", "--value", $"chatflow@{port}").Trim();
        return machine.Run("readlink", $"/proc/{process}/exe").Trim().Split('/')[^3];
    }

    private bool Answers()
    {
        try
        {
            return people[0].Http.GetAsync("/api/health/ready").Result.IsSuccessStatusCode;
        }
        catch (AggregateException notYet) when (notYet.InnerException is HttpRequestException)
        {
            return false;
        }
    }

    private async Task<string> Timeline(Person person) =>
        string.Join('\n', (await person.Get($"/api/channels/{channel}/messages?limit=100")).EnumerateArray().Select(message => $"{message.GetProperty("seq")} {message.GetProperty("content")}"));

    private static IEnumerable<string> Security(HttpResponseMessage answer) =>
        SecurityHeaders.Select(name => $"{name}: {(answer.Headers.TryGetValues(name, out var values) ? string.Join(" | ", values) : "")}");

    private static void Say(string text) => TestContext.Progress.WriteLine(text.TrimEnd());
}
