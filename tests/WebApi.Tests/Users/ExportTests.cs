using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Users;
using ChatFlow.WebApi.Tests.Files;
using ChatFlow.WebApi.Tests.Workspaces;
using ChatFlow.WebApi.Wire;
using Microsoft.Extensions.Time.Testing;

namespace ChatFlow.WebApi.Tests.Users;

/// <summary>Everything about oneself, and nothing about anybody else.</summary>
public class ExportTests
{
    private static ChatServer Server => Shared.Server;

    [Test]
    public async Task Export_HasEverythingOfOneself_AndNothingOfOthers()
    {
        var team = await Team.Create();
        var (me, other) = (team.Admin, team.Member);
        var channel = await team.Owner.CreateChannel(team.Workspace);
        await me.JoinChannel(channel);
        await other.JoinChannel(channel);
        await me.Send(channel, "mine 🙂");
        await other.Send(channel, "somebody else's words");
        await me.Http.Post<object>($"{team.Path}/invite", new { email = "third.person@example.org" });
        await team.Owner.Http.Post<object>($"{team.Path}/invite", new { email = me.User.Email!.ToUpperInvariant() });
        await me.Put<UserDto>("/api/users/me", new { bio = "about me" });
        var file = await me.Upload(channel, [1, 2], "mine.bin");
        await other.Upload(channel, [1], "not-mine.bin");
        var left = await team.Outsider.CreateWorkspace();
        await me.JoinWorkspace(left);
        await me.Http.DeleteAsync($"/api/workspaces/{left.Id}/members/{me.User.Id}");
        await Server.Http().Post<object>("/api/auth/forgot-password", new { email = me.User.Email });
        // Not due before tomorrow: else it would be sent at once.
        await Server.Database.Change($"""
            INSERT INTO mails (id, recipient, subject, body_text, body_html, link, created_at, due_at)
            VALUES (gen_random_uuid(), upper('{me.User.Email}'), 'To be sent', 'the secret text', 'the secret text', 'the secret link', now(), now() + interval '1 day')
            """);

        var response = await me.Http.GetAsync("/api/users/me/export");
        var text = await response.Content.ReadAsStringAsync();
        var export = JsonSerializer.Deserialize<PersonalExport>(text, WireJson.Options)!;

        Assert.Multiple(() =>
        {
            Assert.That((int)response.StatusCode, Is.EqualTo(200), text);
            Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/json"));
            Assert.That(response.Content.Headers.ContentDisposition!.ToString(), Does.Match(@"^attachment; filename=chatflow-export-\d{4}-\d\d-\d\d\.json$"));
            Assert.That(export.Profile, Is.EqualTo(me.User with { Bio = "about me" }));
            Assert.That(export.Sessions.Single().Address, Is.Not.Null);
            Assert.That(export.Workspaces.Select(w => (w.Id, w.Name, w.Role, w.Status, w.EndedAt is null)), Is.EqualTo(new[]
            {
                (team.Workspace.Id, team.Workspace.Name, "admin", "active", true), (left.Id, (string?)null, "member", "left", false),
            }));
            Assert.That(export.Channels.Select(c => (c.Id, c.Name, c.LastReadSeq)), Is.EqualTo(new[] { (channel.Id, "general", 4L) }));
            Assert.That(export.Messages.Select(m => (m.ChannelId, m.Content)), Is.EqualTo(new[] { (channel.Id, "mine 🙂") }));
            Assert.That(export.Files.Select(f => (f.Id, f.ChannelId, f.Filename, f.Size, f.Url)), Is.EqualTo(new[] { (file.Id, (Guid?)channel.Id, "mine.bin", 2L, file.Url) }));
            Assert.That(export.InvitesMade.Select(i => (i.WorkspaceId, i.ByMail)), Is.EqualTo(new[] { (team.Workspace.Id, true) }));
            Assert.That(export.InvitesReceived.Select(i => i.WorkspaceId), Is.EqualTo(new[] { team.Workspace.Id }));
            Assert.That(export.ChannelEvents.Select(e => e.Type), Is.EqualTo(new[] { EventTypes.MemberJoined }));
            Assert.That(export.Actions.Select(a => a.Action), Is.EqualTo(new[]
            {
                "user_registered", "email_verified", "logged_in", "member_joined", "channel_member_added", "member_invited", "profile_updated",
                "member_joined", "member_left", "data_exported",
            }));
            Assert.That(export.Actions[^1].Details.Ip, Is.Not.Null);
            Assert.That(export.Mails.Select(m => m.Subject), Is.EqualTo(new[] { "To be sent" }));
            Assert.That(export.PendingLinks.Select(l => l.Purpose), Is.EqualTo(new[] { "reset_password" }));
            Assert.That(export.FailedLogins, Is.Null);
        });
        var others = new[] { team.Owner, team.Moderator, other, team.Outsider };
        Assert.That(
            others.SelectMany(o => new[] { o.User.DisplayName, o.User.Username, o.User.Email! })
                .Concat(["somebody else's words", "not-mine", "third.person", "the secret", "hash", "$2", left.Name]).Where(text.Contains),
            Is.Empty);
    }

    [Test]
    public async Task Export_OfManyMessages_HasAllOfThem_AndIsSentInPieces()
    {
        const int Many = 30_000;
        var person = await Person.SignUp(Server);
        var channel = await person.CreateChannel(await person.CreateWorkspace());
        await Server.Database.Change($"""
            INSERT INTO messages (id, channel_id, seq, user_id, content, created_at)
            SELECT gen_random_uuid(), '{channel.Id}', 10 + n, CASE WHEN n % 10 = 0 THEN gen_random_uuid() ELSE '{person.User.Id}' END,
                   'm' || n || repeat(' and so on', 50), now()
            FROM generate_series(1, {Many}) n
            """);

        using var slow = SlowReader(person);
        using var response = await slow.GetAsync("/api/users/me/export", HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        Assert.That(response.Content.Headers.ContentLength, Is.Null, "its length is not known when it begins");
        // The reader takes nothing, and so much does not fit on the way: the server stays in its snapshot.
        const string Waiting = """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND state <> 'idle' AND query LIKE '%FROM messages WHERE user_id%' AND pid <> pg_backend_pid()
            """;
        Assert.That(async () => await Server.Database.Scalar<long>(Waiting), Is.EqualTo(1).After(20_000, 20));
        // Changed and erased meanwhile, it is still what it was when the export began.
        await Server.Database.Change($"UPDATE messages SET content = 'gone' WHERE channel_id = '{channel.Id}'");
        await Server.Database.Change($"UPDATE workspaces SET deleted_at = now() WHERE owner_id = '{person.User.Id}'");
        Assert.That((int)(await person.Http.DeleteAsync("/api/users/me")).StatusCode, Is.EqualTo(200));
        Assert.That(await Server.Database.Scalar<long>(Waiting), Is.EqualTo(1), "what is not taken is not read either");

        var export = (await JsonSerializer.DeserializeAsync<PersonalExport>(body, WireJson.Options))!;
        Assert.That(export.Profile.Email, Is.EqualTo(person.User.Email));
        Assert.That(export.Actions, Is.Not.Empty.And.All.Matches<ExportedAction>(a => a.Details.Ip is not null));
        Assert.That(
            export.Messages.Select(m => int.Parse(m.Content.Split(' ')[0][1..])).Order(),
            Is.EqualTo(Enumerable.Range(1, Many).Where(n => n % 10 != 0)));
    }

    [Test]
    public async Task Export_IsRefusedWithTheEnvelope_AndIsJsonForEverybody()
    {
        await Server.Http().GetAsync("/api/users/me/export").IsRefused(401, "UNAUTHORIZED");
        var person = await Person.SignUp(Server);
        // Stands still: the minute must not turn between the two.
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using (var limited = new ChatServer(Server.Database, clock, ("RateLimits:Enabled", "true"), ("RateLimits:ExportsPerUser", "1")))
        {
            var http = limited.Http(person.Token);
            Assert.That((int)(await http.GetAsync("/api/users/me/export")).StatusCode, Is.EqualTo(200));
            await http.GetAsync("/api/users/me/export").IsRefused(429, "RATE_LIMITED");
        }
        person.Http.DefaultRequestHeaders.Accept.ParseAdd("application/xml");
        var export = await person.Http.GetAsync("/api/users/me/export");
        Assert.That(export.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/json"));
    }

    /// <summary>What it has not read waits at the server: its own buffer is small, and does not grow.</summary>
    private static HttpClient SlowReader(Person person)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancel) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 64 * 1024 };
                await socket.ConnectAsync(context.DnsEndPoint, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        var http = new HttpClient(handler) { BaseAddress = Server.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", person.Token);
        return http;
    }
}
