using System.Net.Http.Json;
using ChatFlow.Application.Audit;
using ChatFlow.Application.Channels;
using ChatFlow.WebApi.Tests.Workspaces;

namespace ChatFlow.WebApi.Tests.Channels;

/// <summary>Renaming, describing, archiving and deleting channels.</summary>
public class ChannelSettingsTests
{
    private Team team = null!;
    private ChannelDto channel = null!;
    private string path = null!;

    [SetUp]
    public async Task People()
    {
        team = await Team.Create();
        channel = await team.Owner.CreateChannel(team.Workspace, "general");
        path = $"/api/channels/{channel.Id}";
    }

    // What changes nothing is allowed or refused like what does.
    [TestCase("PUT", "", "owner 200, admin 200, moderator 200, channel moderator 200, member 403, outsider 404")]
    [TestCase("POST", "/unarchive", "owner 200, admin 200, moderator 403, channel moderator 403, member 403, outsider 404")]
    [TestCase("POST", "/archive", "outsider 404, member 403, channel moderator 403, moderator 403, admin 200, owner 200")]
    [TestCase("DELETE", "", "outsider 404, member 403, channel moderator 403, moderator 403, admin 200, owner 404")]
    public async Task Rights_ComeFromTheWorkspaceRole_AndFromTheOneInTheChannel(string method, string at, string expected)
    {
        var moderator = await Person.SignUp(Shared.Server);
        await moderator.JoinWorkspace(team.Workspace);
        await team.Owner.Http.Post<object>($"{path}/members", new { user_id = moderator.User.Id, role = "moderator" });
        await team.Member.JoinChannel(channel);

        List<string> answers = [];
        foreach (var who in expected.Split(", ").Select(answer => answer[..answer.LastIndexOf(' ')]))
            answers.Add($"{who} {await Try(Called(who, moderator), method, path + at)}");
        Assert.That(string.Join(", ", answers), Is.EqualTo(expected));
    }

    [TestCase("PUT", "")]
    [TestCase("POST", "/archive")]
    [TestCase("POST", "/unarchive")]
    [TestCase("DELETE", "")]
    [TestCase("GET", "/members")]
    public async Task PrivateChannel_DoesNotExistForItsOwnersAndAdmins_WhoAreNotIn(string method, string at)
    {
        var secret = await team.Moderator.CreateChannel(team.Workspace, "secret", "private");
        foreach (var person in new[] { team.Owner, team.Admin })
            Assert.That(await Try(person, method, $"/api/channels/{secret.Id}{at}"), Is.EqualTo(404));
    }

    [Test]
    public async Task Update_ChangesWhatIsGiven_TellsEverybodyOnce_AndSpendsASeqForAChangeOnly()
    {
        await team.Member.JoinChannel(channel);
        await using var members = await team.Member.Connect();
        await using var readers = await team.Moderator.Connect();
        var (joined, read) = (new Pushes(members, EventTypes.ChannelUpdated), new Pushes(readers, EventTypes.ChannelUpdated));

        var renamed = await team.Owner.Put<ChannelDto>(path, new { name = " Schöne Runde ", description = "All of us", topic = "Friday" });
        var untouched = await team.Owner.Put<ChannelDto>(path, new { name = "Schöne Runde", topic = "Friday" });
        var emptied = await team.Owner.Put<ChannelDto>(path, new { description = "", topic = "" });

        var pushed = await joined.Next(2);
        await read.Next(2);
        var feed = await team.Member.Http.Get<ChannelEventsDto>($"{path}/events?after=2");
        var text = await team.Member.Http.GetStringAsync($"{path}/events?after=2");
        Assert.Multiple(() =>
        {
            Assert.That(
                (renamed.Name, renamed.Slug, renamed.Description, renamed.Topic, renamed.LastSeq),
                Is.EqualTo(("Schöne Runde", "schone-runde", "All of us", "Friday", 3L)));
            Assert.That((untouched.LastSeq, untouched.Description), Is.EqualTo((3L, "All of us")));
            Assert.That((emptied.Name, emptied.Description, emptied.Topic, emptied.LastSeq), Is.EqualTo(("Schöne Runde", (string?)null, (string?)null, 4L)));
            Assert.That(pushed.Select(p => p.GetProperty("event_seq").GetInt64()), Is.EqualTo(new[] { 3, 4 }));
            Assert.That(pushed[1].GetProperty("name").GetString(), Is.EqualTo("Schöne Runde"));
            Assert.That(pushed[0].GetProperty("membership").ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null), "one document for many viewers");
            Assert.That(feed.Events.Select(e => (e.Seq, e.Type)), Is.EqualTo(new[] { (3L, EventTypes.ChannelUpdated), (4L, EventTypes.ChannelUpdated) }));
            Assert.That(text, Does.Not.Contain("Friday"), "the feed has the channel as it is");
        });
        // Pushes to one connection keep their order: what would have come twice, would be here before this one.
        await team.Owner.Put<object>(path, new { topic = "Monday" });
        Assert.That(((await joined.Next()).GetProperty("event_seq").GetInt64(), joined.Rest().Count), Is.EqualTo((5L, 0)));
        Assert.That((await read.Next()).GetProperty("event_seq").GetInt64(), Is.EqualTo(5L));
    }

    [Test]
    public async Task Update_OfAPrivateChannel_IsToldToItsMembersOnly()
    {
        var secret = await team.Owner.CreateChannel(team.Workspace, "secret", "private");
        await team.Owner.Http.Post<object>($"/api/channels/{secret.Id}/members", new { user_id = team.Member.User.Id });
        await using var members = await team.Member.Connect();
        await using var others = await team.Admin.Connect();
        var (seen, unseen) = (new Pushes(members, EventTypes.ChannelUpdated), new Pushes(others, EventTypes.ChannelUpdated));

        await team.Owner.Put<object>($"/api/channels/{secret.Id}", new { topic = "the merger" });
        await team.Owner.Put<object>(path, new { topic = "lunch" });

        Assert.That((await seen.Next()).GetProperty("topic").GetString(), Is.EqualTo("the merger"));
        Assert.That((await unseen.Next()).GetProperty("topic").GetString(), Is.EqualTo("lunch"), "the first that came");
    }

    [TestCase("""{"name":"ab"}""", 400, "INVALID_REQUEST")]
    [TestCase("""{"name":"   "}""", 400, "INVALID_REQUEST")]
    [TestCase("""{"name":"Taken!"}""", 409, "CONFLICT")]
    public async Task Update_OfABadOrTakenName_IsRefused_AndChangesNothing(string body, int status, string code)
    {
        await team.Owner.CreateChannel(team.Workspace, "taken");
        await team.Owner.Http.PutAsync(path, new StringContent(body, null, "application/json")).IsRefused(status, code);
        var after = await team.Owner.Http.Get<ChannelDto>(path);
        Assert.That((after.Name, after.Slug, after.LastSeq), Is.EqualTo(("general", "general", 1L)));
    }

    [Test]
    public async Task ArchivedChannel_IsRead_AndTakesNothingNew_UntilItIsTakenOut()
    {
        await team.Member.JoinChannel(channel);
        await team.Admin.JoinChannel(channel);
        await team.Member.Send(channel, "before");

        var archived = await team.Admin.Http.Post<ChannelDto>($"{path}/archive", new { });
        var again = await team.Owner.Http.Post<ChannelDto>($"{path}/archive", new { });
        Assert.That((archived.Archived, archived.LastSeq, again.Archived, again.LastSeq), Is.EqualTo((true, 5L, true, 5L)));

        await using var hub = await team.Member.Connect();
        new Func<Task>(() => hub.Send(channel, "too late")).IsRefused("FORBIDDEN");
        await team.Owner.Http.PutAsJsonAsync(path, new { topic = "too late" }).IsRefused(403, "FORBIDDEN");
        await team.Moderator.Http.PostAsJsonAsync($"{path}/members", new { user_id = team.Moderator.User.Id }).IsRefused(403, "FORBIDDEN");
        await team.Owner.Http.PostAsJsonAsync($"{path}/members", new { user_id = team.Member.User.Id, role = "moderator" }).IsRefused(403, "FORBIDDEN");
        Assert.That(await Try(team.Moderator, "GET", $"{path}/messages"), Is.EqualTo(200));
        Assert.That(await Try(team.Admin, "DELETE", $"{path}/members/{team.Admin.User.Id}"), Is.EqualTo(200), "one may leave");
        Assert.That(await Try(team.Owner, "DELETE", $"{path}/members/{team.Member.User.Id}"), Is.EqualTo(200), "and be removed");

        var taken = await team.Admin.Http.Post<ChannelDto>($"{path}/unarchive", new { });
        Assert.That((taken.Archived, taken.LastSeq), Is.EqualTo((false, 8L)));
        Assert.That((await team.Owner.Send(channel, "again")).Seq, Is.EqualTo(9));
    }

    [TestCase("public")]
    [TestCase("private")]
    public async Task DeletedChannel_IsThereForNobody_AndItsNameIsFree(string type)
    {
        var doomed = await team.Owner.CreateChannel(team.Workspace, "doomed", type);
        var at = $"/api/channels/{doomed.Id}";
        await team.Owner.Http.Post<object>($"{at}/members", new { user_id = team.Member.User.Id });
        // Once asked, the answer is remembered, and must be forgotten.
        await team.Member.Send(doomed, "hi");
        await using var hub = await team.Member.Connect();
        var (deleted, updated) = (new Pushes(hub, EventTypes.ChannelDeleted), new Pushes(hub, EventTypes.ChannelUpdated));

        Assert.That(await Try(team.Owner, "DELETE", at), Is.EqualTo(200));

        foreach (var (method, where) in new[] { ("GET", ""), ("GET", "/messages"), ("GET", "/events"), ("GET", "/members"), ("PUT", ""), ("DELETE", "") })
            Assert.That((await Try(team.Member, method, at + where), await Try(team.Owner, method, at + where)), Is.EqualTo((404, 404)), $"{method} {where}");
        new Func<Task>(() => hub.Send(doomed, "still here?")).IsRefused("NOT_FOUND");
        new Func<Task>(() => hub.Join(doomed.Id)).IsRefused("NOT_FOUND");
        Assert.That((await team.Member.Http.Get<IReadOnlyList<ChannelDto>>($"/api/channels?workspace_id={team.Workspace.Id}")).Select(c => c.Id),
            Is.EqualTo(new[] { channel.Id }));
        var push = await deleted.Next();
        Assert.That((push.GetProperty("id").GetGuid(), push.GetProperty("name").GetString(), push.GetProperty("event_seq").GetInt64()),
            Is.EqualTo((doomed.Id, "doomed", 4L)));
        Assert.That((await team.Owner.CreateChannel(team.Workspace, "doomed", type)).Slug, Is.EqualTo("doomed"));
        await team.Owner.Put<object>(path, new { topic = "later" });
        await updated.Next();
        Assert.That(deleted.Rest(), Is.Empty, "told once");
    }

    [Test]
    public async Task Changes_AreLogged_WithoutTheTextsOfPrivateChannels()
    {
        var secret = await team.Owner.CreateChannel(team.Workspace, "secret", "private");
        await team.Owner.Put<object>(path, new { topic = "lunch" });
        await team.Owner.Put<object>(path, new { topic = "lunch" });
        await team.Owner.Put<object>($"/api/channels/{secret.Id}", new { name = "the merger", topic = "numbers" });
        await team.Owner.Http.Post<object>($"{path}/archive", new { });
        await team.Owner.Http.Post<object>($"{path}/archive", new { });
        await team.Owner.Http.Post<object>($"{path}/unarchive", new { });
        await Try(team.Owner, "DELETE", path);

        var log = (await team.Admin.Http.Page<AuditEntryDto>($"{team.Path}/audit-logs?limit=5")).Data.Reverse();
        Assert.That(log.Select(e => $"{e.Action} {e.Details.Before} {e.Details.After}"), Is.EqualTo(new[]
        {
            """channel_updated {"topic":null} {"topic":"lunch"}""",
            """channel_updated  {"changed":["name","slug","topic"]}""",
            """channel_archived {"archived":false} {"archived":true}""",
            """channel_unarchived {"archived":true} {"archived":false}""",
            """channel_deleted {"deleted":false} {"deleted":true}""",
        }));
        Assert.That(log.Select(e => (e.ResourceType, e.ResourceId)), Is.EqualTo(
            new[] { channel.Id, secret.Id, channel.Id, channel.Id, channel.Id }.Select(id => ("channel", id))));
    }

    private Person Called(string who, Person channelModerator) => who switch
    {
        "owner" => team.Owner,
        "admin" => team.Admin,
        "moderator" => team.Moderator,
        "channel moderator" => channelModerator,
        "member" => team.Member,
        _ => team.Outsider,
    };

    private static async Task<int> Try(Person who, string method, string at)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), at) { Content = method is "GET" or "DELETE" ? null : JsonContent.Create(new { }) };
        return (int)(await who.Http.SendAsync(request)).StatusCode;
    }
}
