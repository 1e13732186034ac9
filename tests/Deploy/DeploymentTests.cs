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
        // All requests come from one address here, far more than one person makes.
        await Change("RateLimits__Enabled", "false");
        Say(machine.Run("/srv/chatflow-1/deploy/deploy"));

        Assert.That(File.GetUnixFileMode(machine.Inside("/etc/chatflow/chatflow.env")), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite), "it has secrets in it");
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
        asset = await Site.Check(http);
        var claimed = new HttpRequestMessage(HttpMethod.Get, "/api/auth/me") { Headers = { { "X-Forwarded-For", "203.0.113.9" } } };
        claimed.Headers.Authorization = new AuthenticationHeaderValue("Bearer", people[0].Token);
        await http.SendAsync(claimed);
        Assert.That(machine.Ask("SELECT count(*) FROM sessions WHERE address = '203.0.113.9'"), Is.EqualTo("0"), "nobody can claim an address");
    }

    [Test, Order(4)]
    public async Task Site_WithACertificate_IsThereOverTls_AndForOthersOverNothingElse()
    {
        await Site.TurnTlsOn(machine);
        await Site.CheckRedirection(machine);
        await Site.CheckOverTls(machine, channel);
    }

    [Test, Order(5)]
    public async Task Servers_CanBeWatched()
    {
        await Watching.CheckMetrics(machine, Ports);
        await Watching.CheckLevels(machine, people[0]);
    }

    [Test, Order(6)]
    public async Task Upgrade_WhilePeopleTalk_FailsNoRequest_AndLosesNothing()
    {
        Release("2", _ => { });
        await Change("CHATFLOW_PORTS", "8291 8292 8293");
        machine.Run("sh", "-ec", "install -d -m 700 ~root/.ssh; cd ~root/.ssh; ssh-keygen -q -t ed25519 -N '' -f id_ed25519; cp id_ed25519.pub authorized_keys; echo 'StrictHostKeyChecking accept-new' > config");
        Watching.NoteStops(machine);
        await Under(() => Say(machine.Run("/srv/chatflow-2/deploy/deploy", "--host", "root@127.0.0.1")));
        Assert.That(Watching.Stops(machine), Is.EqualTo(Ports.Select(port => $"server 127.0.0.1:{port} down;")), "nginx sends nobody there any more when a server stops");
        Assert.That(machine.Run("readlink", "/opt/chatflow/current").Trim(), Does.EndWith("/2"));
        Assert.That(Ports.Append("8293").Select(RunningRelease), Is.All.EqualTo("2"), "and a server more, as the settings say");
        Assert.That(Directory.GetFiles(machine.Inside("/var/backups/chatflow")), Is.Not.Empty, "an upgrade begins with a backup");
    }

    [Test, Order(7)]
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

    [Test, Order(8)]
    public async Task Rollback_BringsTheReleaseBeforeBack()
    {
        await Change("CHATFLOW_PORTS", string.Join(' ', Ports));
        await Under(() => Say(machine.Run("/opt/chatflow/current/deploy/deploy", "--rollback")));
        Assert.That(Ports.Select(RunningRelease), Is.All.EqualTo("1"));
        Assert.That(machine.Try("systemctl", "is-active", "chatflow@8293").Output.Trim(), Is.EqualTo("inactive"), "its port is not in the settings any more");
        Watching.CheckLog(machine, [people[0].Token, "The numbers", "@example.org", "token=", "numbers.bin"]);
    }

    [Test, Order(9)]
    public async Task Machine_SwitchedOffAndOn_HasEverythingAgain()
    {
        var before = await people[0].Timeline(channel);
        machine.Stop();
        await machine.Boot();
        await Machine.Wait("ChatFlow answers again", people[0].IsAnswered);
        Assert.That(await people[0].Timeline(channel), Is.EqualTo(before));
    }

    [Test, Order(10)]
    public void Night_MakesABackup_AndClearsAwayWhatIsTooOld()
    {
        Housekeeping.Check(machine);
        Housekeeping.CheckRoom(machine);
    }

    [Test, Order(11)]
    public async Task Backup_OnAnEmptyMachine_IsAllThatWas()
    {
        machine.Run("age-keygen", "-o", "/srv/key");
        var recipient = machine.Run("age-keygen", "-y", "/srv/key").Trim();
        await Change("CHATFLOW_BACKUP_RECIPIENT", recipient);
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
        var (before, total) = (await people[0].Timeline(channel), machine.Ask("SELECT count(*) FROM messages"));
        machine.Stop();
        var empty = await Machine.New("second");
        foreach (var brought in new[] { path, "/srv/key", "/srv/chatflow-2" })
            empty.Bring(machine.Inside(brought), "/srv/");
        machine = empty;
        var told = empty.Run("/srv/chatflow-2/deploy/restore", "/srv/" + Path.GetFileName(path), "--identity", "/srv/key");
        Assert.That(told, Does.Contain("There is no /etc/letsencrypt/live/chat.example.org/fullchain.pem here"), "it is said, and holds nothing up");
        Say(empty.Run("/srv/chatflow-2/deploy/deploy"));
        // The session from before, and a new one; the message, and the file's bytes.
        Assert.That(await people[0].Timeline(channel), Is.EqualTo(before));
        using var again = await Person.LogIn("person1@example.org");
        Assert.Multiple(async () =>
        {
            Assert.That(await again.Http.GetByteArrayAsync($"/api/files/{file}"), Is.EqualTo(picture));
            Assert.That(empty.Ask("SELECT count(*) FROM messages"), Is.EqualTo(total));
        });
        var (exitCode, output) = empty.Try("/srv/chatflow-2/deploy/restore", "/srv/" + Path.GetFileName(path), "--identity", "/srv/key");
        Assert.That((exitCode, output), Is.EqualTo((1, output)).And.Matches<(int, string)>(refused => refused.Item2.Contains("is installed here already")), "nothing is written over");
    }

    [Test, Order(12)]
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

    /// <summary>Of several lines in the settings the last one counts.</summary>
    private Task Change(string key, string value) => File.AppendAllTextAsync(machine.Inside("/etc/chatflow/chatflow.env"), $"{key}='{value}'\n");

    private string RunningRelease(string port)
    {
        var process = machine.Run("systemctl", "show", "-p", "MainPID", "--value", $"chatflow@{port}").Trim();
        return machine.Run("readlink", $"/proc/{process}/exe").Trim().Split('/')[^3];
    }

    private static void Say(string text) => TestContext.Progress.WriteLine(text.TrimEnd());
}
