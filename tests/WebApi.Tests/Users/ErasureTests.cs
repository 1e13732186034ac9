using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using ChatFlow.Application.Audit;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Invites;
using ChatFlow.Application.Messages;
using ChatFlow.Application.Users;
using ChatFlow.Application.Workspaces;
using ChatFlow.Tests.Postgres;
using ChatFlow.WebApi.Tests.Files;
using ChatFlow.WebApi.Tests.Workspaces;
using Dapper;

namespace ChatFlow.WebApi.Tests.Users;

/// <summary>Who is erased is nowhere any more, and what they wrote stays where it is.</summary>
public class ErasureTests
{
    private static ChatServer Server => Shared.Server;

    [Test]
    public async Task Erased_WhoDidEverything_IsFoundNowhereInTheDatabase()
    {
        // Far from any mail server, so that mails stay in the queue.
        await using var database = await TestDatabase.Create();
        await using var server = new ChatServer(
            database, ("Mail:PickupDirectory", ""), ("Mail:Smtp:Host", "127.0.0.1"), ("Mail:Smtp:Port", "1"), ("Mail:From", "chat@example.org"));
        var owner = await SignUp(server, "Olga Owner", "olga@example.org");
        var person = await SignUp(server, "Zebedee Quux", "Zebedee.Q@example.org");
        var workspace = await owner.CreateWorkspace();
        var invited = await owner.Http.Post<InviteDto>($"/api/workspaces/{workspace.Id}/invite", new { email = "ZEBEDEE.q@example.org", role = "admin" });
        await Team.Accept(person, invited);
        var channel = await owner.CreateChannel(workspace);
        await person.JoinChannel(channel);
        await person.Send(channel, "hello");
        await person.CreateChannel(workspace, "mine", "private");
        await person.Http.Post<object>($"/api/workspaces/{workspace.Id}/invite", new { email = "third@example.org" });
        await owner.Http.Post<object>($"/api/workspaces/{workspace.Id}/invite", new { email = "zebedee.Q@example.org" });
        await person.Put<UserDto>("/api/users/me", new { display_name = "Zeb Quuxley", username = "zebq", bio = "Zebedee at large", status_message = "I am zebq" });
        var elsewhere = await owner.CreateWorkspace();
        await person.JoinWorkspace(elsewhere);
        await person.Http.DeleteAsync($"/api/workspaces/{elsewhere.Id}/members/{person.User.Id}");
        await LogIn(server, person, "Wrong-pass-2025!").IsRefused(401, "INVALID_CREDENTIALS");
        await server.Http().PostAsJsonAsync("/api/auth/forgot-password", new { email = person.User.Email });
        var avatar = await person.Upload(null, Pictures.Gif, "zebq.gif");
        await person.Put<UserDto>("/api/users/me", new { avatar_file_id = avatar.Id });
        await person.Upload(channel, Pictures.Gif, "Zebedee Quux, CV.gif");
        await database.Change($"UPDATE users SET last_seen_at = now(), timezone = 'Europe/Rome', status = 'away' WHERE id = '{person.User.Id}'");

        string[] traces =
        [
            "zebedee quux", "zebedee", "quuxley", "zebq", "zebedee.q@example.org", "europe/rome", "third@example.org",
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("zebedee.q@example.org"))),
        ];
        var before = await TablesWith(database, traces);
        Assert.That(before.Keys, Is.EquivalentTo(traces), "all of them are there to be found");
        Assert.That(before.Values.SelectMany(tables => tables).Distinct(), Is.EquivalentTo(new[] { "users", "mails", "invites", "login_attempts", "files" }));
        var export = await person.Http.GetStringAsync("/api/users/me/export");
        Assert.That(export, Does.Contain("tester/1.0"), "and where they came from");

        Assert.That(await Erase(person), Is.EqualTo((200, "{}")));

        Assert.That(await TablesWith(database, traces), Is.Empty);
        var left = await database.Scalar<string[]>(
            $"SELECT array_agg(f.key ORDER BY f.key) FROM users u, jsonb_each(to_jsonb(u)) f WHERE u.id = '{person.User.Id}' AND f.value <> 'null'");
        Assert.That(left, Is.EqualTo(new[]
        {
            "created_at", "display_name", "email", "email_verified", "erased_at", "id", "password_hash", "status", "username",
        }), "a new field of users has to be emptied as well");
        foreach (var table in new[] { "sessions", "password_resets", "email_verifications", "channel_members" })
            Assert.That(await Count(database, table, $"user_id = '{person.User.Id}'"), Is.Zero, table);
        Assert.That(await Count(database, "audit_origins", $"actor_id = '{person.User.Id}'"), Is.Zero);
        Assert.That(await Count(database, "audit_logs", $"actor_id = '{person.User.Id}' AND action = 'user_erased' AND workspace_id IS NULL"), Is.EqualTo(1));
        Assert.That(await Count(database, "audit_origins", $"actor_id = '{owner.User.Id}'"), Is.GreaterThan(3), "nobody else's");

        var log = (await owner.Http.Page<AuditEntryDto>($"/api/workspaces/{workspace.Id}/audit-logs?actor={person.User.Id}")).Data;
        Assert.That(log.Select(e => e.Action), Is.EqualTo(new[] { "member_left", "member_invited", "channel_created", "channel_member_added", "member_joined" }));
        Assert.That(log.Select(e => (e.Details.Ip, e.Details.UserAgent)), Is.All.EqualTo(((string?)null, (string?)null)));
    }

    [Test]
    public async Task Erased_IsOutAtOnce_AndColleaguesSeeADeletedUser()
    {
        var team = await Team.Create();
        var channel = await team.Owner.CreateChannel(team.Workspace);
        await team.Member.JoinChannel(channel);
        await team.Member.Send(channel, "I was here");
        await using var hub = await team.Member.Connect();
        await using var owners = await team.Owner.Connect();
        var (revoked, closed, left) = (new Pushes(hub, "session:revoked"), new TaskCompletionSource(), new Pushes(owners, EventTypes.MemberLeft));
        hub.Closed += _ => Task.FromResult(closed.TrySetResult());

        Assert.That(await Erase(team.Member), Is.EqualTo((200, "{}")));

        await team.Member.Http.GetAsync("/api/auth/me").IsRefused(401, "TOKEN_INVALID");
        await Server.Http().PostAsJsonAsync("/api/auth/refresh", new { refresh_token = team.Member.RefreshToken }).IsRefused(401, "TOKEN_INVALID");
        await revoked.Next();
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(20));
        var push = await left.Next();
        Assert.That(push.GetProperty("user").GetProperty("display_name").GetString(), Is.EqualTo("Deleted user"));
        Assert.That(push.GetProperty("event_seq").GetInt64(), Is.EqualTo(4));

        var message = (await team.Owner.Http.Page<MessageDto>($"/api/channels/{channel.Id}/messages")).Data.Single();
        Assert.That((message.Content, message.Sender.DisplayName), Is.EqualTo(("I was here", "Deleted user")));
        Assert.That(message.Sender.Username, Does.StartWith("deleted-"));
        var feed = await team.Owner.Http.Get<ChannelEventsDto>($"/api/channels/{channel.Id}/events");
        Assert.That(feed.Events.Select(e => e.Seq), Is.EqualTo(new[] { 1L, 2, 3, 4 }), "without gaps");
        Assert.That((await team.Owner.Http.Get<ChannelDto>($"/api/channels/{channel.Id}")).MemberCount, Is.EqualTo(1));
        var members = (await team.Owner.Http.Page<MemberDto>($"{team.Path}/members")).Data;
        Assert.That(members.Select(m => m.User.Id), Does.Not.Contain(team.Member.User.Id).And.Exactly(3).Items);
        Assert.That((await team.Owner.Http.Get<WorkspaceDto>(team.Path)).MemberCount, Is.EqualTo(3));
        await team.Owner.Http.GetAsync($"/api/users/{team.Member.User.Id}").IsRefused(404, "NOT_FOUND");
    }

    [Test]
    public async Task Erased_LogsInAsNobody_AndTheirAddressAndNameAreFree()
    {
        var person = await Person.SignUp(Server, "Milo Vanishing");
        await Erase(person);

        await LogIn(Server, person, Person.Password).IsRefused(401, "INVALID_CREDENTIALS");
        foreach (var password in new[] { Person.Password, "nobody has this one", "" })
        {
            var answer = await Server.Http().PostAsJsonAsync("/api/auth/login", new { email = $"{person.User.Id}@erased.invalid", password });
            Assert.That((int)answer.StatusCode, Is.EqualTo(password.Length == 0 ? 400 : 401));
        }
        var again = await Server.Http().Post<UserDto>("/api/auth/register", new
        {
            email = person.User.Email!.ToUpperInvariant(),
            password = Person.Password,
            display_name = "Milo Again",
            username = person.User.Username,
        });
        Assert.That(again.Id, Is.Not.EqualTo(person.User.Id));
        Assert.That((int)(await Server.Http().PostAsJsonAsync("/api/auth/forgot-password", new { email = $"{person.User.Id}@erased.invalid" })).StatusCode, Is.EqualTo(200));
        Assert.That(await Count(Server.Database, "password_resets", $"user_id = '{person.User.Id}'"), Is.Zero);
    }

    [Test]
    public async Task Squatters_OfAnErasedAddressOrName_KeepNobodyFromBeingErased()
    {
        var person = await Person.SignUp(Server);
        await Server.Http().Post<UserDto>("/api/auth/register", new
        {
            email = $"{person.User.Id}@erased.invalid",
            password = Person.Password,
            display_name = "Squatter",
            username = $"deleted-{person.User.Id.ToString()[^12..]}",
        });
        Assert.That(await Erase(person), Is.EqualTo((200, "{}")));
    }

    [Test]
    public async Task Owner_IsRefused_AndNothingChanged_UntilTheWorkspaceIsHandedOver()
    {
        var team = await Team.Create();
        var other = await team.Outsider.CreateWorkspace();
        await team.Owner.JoinWorkspace(other);

        await team.Owner.Http.DeleteAsync("/api/users/me").IsRefused(422, "UNPROCESSABLE");

        Assert.That(await team.Owner.Http.Get<UserDto>("/api/auth/me"), Is.EqualTo(team.Owner.User));
        Assert.That((await team.Owner.Http.Page<WorkspaceDto>("/api/workspaces")).Data, Has.Count.EqualTo(2));
        Assert.That(await Count(Server.Database, "audit_logs", $"actor_id = '{team.Owner.User.Id}' AND action IN ('user_erased', 'member_left')"), Is.Zero);

        await team.GiveRole(team.Owner, team.Admin, "owner");
        Assert.That(await Erase(team.Owner), Is.EqualTo((200, "{}")));
        // Who deletes their workspace owns none.
        await team.Outsider.Http.DeleteAsync($"/api/workspaces/{other.Id}");
        Assert.That(await Erase(team.Outsider), Is.EqualTo((200, "{}")));
    }

    [Test]
    public async Task Erasure_WhileTheUserDoesEverythingAtOnce_LeavesNothingBehind()
    {
        for (var round = 0; round < 2; round++)
        {
            var team = await Team.Create();
            var (who, id) = (team.Member, team.Member.User.Id);
            var channel = await team.Owner.CreateChannel(team.Workspace);
            await who.JoinChannel(channel);
            var invites = await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
                await team.Outsider.Http.Post<InviteDto>($"/api/workspaces/{(await team.Outsider.CreateWorkspace()).Id}/invite", new { })));
            var busy = new List<Task<HttpResponseMessage>>();
            for (var i = 0; i < 5; i++)
            {
                busy.Add(who.Http.PostAsJsonAsync($"/api/channels/{channel.Id}/messages", new { content = "still here" }));
                busy.Add(LogIn(Server, who, Person.Password));
                busy.Add(who.Http.PutAsJsonAsync("/api/users/me", new { bio = $"busy {i}" }));
                busy.Add(who.Http.GetAsync("/api/users/me/export"));
                busy.Add(Server.Http().PostAsJsonAsync("/api/auth/forgot-password", new { email = who.User.Email }));
            }
            busy.AddRange(invites.Select(invite => Team.Accept(who, invite)));
            busy.Add(who.Http.PutAsJsonAsync("/api/users/me/password", new { current_password = Person.Password, new_password = "Another-pass-2026?" }));
            busy.AddRange(Enumerable.Range(0, 3).Select(_ => who.Http.DeleteAsync("/api/users/me")));

            var answers = await Task.WhenAll(busy);

            Assert.That(answers.Select(a => (int)a.StatusCode), Is.All.LessThan(500));
            Assert.That(answers[^3..].Count(a => a.IsSuccessStatusCode), Is.EqualTo(1), "erased once");
            foreach (var (table, which) in new[]
            {
                ("sessions", "user_id"), ("password_resets", "user_id"), ("channel_members", "user_id"), ("audit_origins", "actor_id"),
            })
                Assert.That(await Count(Server.Database, table, $"{which} = '{id}'"), Is.Zero, table);
            Assert.That(await Count(Server.Database, "workspace_members", $"user_id = '{id}' AND status = 'active'"), Is.Zero);
            Assert.That(await Count(Server.Database, "users", $"id = '{id}' AND bio IS NULL AND display_name = 'Deleted user'"), Is.EqualTo(1));
            Assert.That(await Count(Server.Database, "mails", $"recipient = '{who.User.Email}'"), Is.Zero);
        }
    }

    /// <summary>Every table in which a trace stands, in whatever column and case.</summary>
    private static async Task<Dictionary<string, List<string>>> TablesWith(TestDatabase database, string[] traces)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        var tables = await connection.QueryAsync<string>(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'");
        List<(string Trace, string Table)> found = [];
        foreach (var table in tables)
        {
            var rows = (await connection.QueryAsync<string>($"SELECT lower(t::text) FROM \"{table}\" t")).AsList();
            found.AddRange(traces.Where(trace => rows.Any(row => row.Contains(trace))).Select(trace => (trace, table)));
        }
        return found.GroupBy(f => f.Trace).ToDictionary(g => g.Key, g => g.Select(f => f.Table).ToList());
    }

    private static async Task<Person> SignUp(ChatServer server, string name, string email)
    {
        var anyone = server.Http();
        anyone.DefaultRequestHeaders.UserAgent.ParseAdd("tester/1.0");
        await anyone.Post<UserDto>("/api/auth/register", new { email, password = Person.Password, display_name = name });
        var link = await server.Database.Scalar<string>($"SELECT link FROM mails WHERE recipient = '{email}'");
        await anyone.Post<UserDto>("/api/auth/verify-email", new { token = link.Split("token=")[1] });
        return await Person.LogIn(server, email);
    }

    private static Task<HttpResponseMessage> LogIn(ChatServer server, Person who, string password) =>
        server.Http().PostAsJsonAsync("/api/auth/login", new { email = who.User.Email, password });

    private static async Task<(int Status, string Data)> Erase(Person who)
    {
        var response = await who.Http.DeleteAsync("/api/users/me");
        using var answer = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return ((int)response.StatusCode, answer.RootElement.TryGetProperty("data", out var data) ? data.GetRawText() : answer.RootElement.GetRawText());
    }

    private static Task<long> Count(TestDatabase database, string table, string where) =>
        database.Scalar<long>($"SELECT count(*) FROM {table} WHERE {where}");
}
