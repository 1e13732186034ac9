using System.Net.Http.Json;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Invites;
using ChatFlow.Application.Workspaces;

namespace ChatFlow.WebApi.Tests.Workspaces;

public class InviteTests
{
    private Team team = null!;

    [SetUp]
    public async Task People() => team = await Team.Create();

    [Test]
    public async Task Link_LetsOthersIn_WithItsRole_AndIsStoredAsAHashOnly()
    {
        var invite = await team.Invite(new { role = "moderator", max_uses = 2, expires_in_hours = 1 });
        Assert.Multiple(() =>
        {
            Assert.That(invite.Url, Does.EndWith($"/invite/{invite.Token}"));
            Assert.That((invite.Email, invite.Role, invite.MaxUses, invite.Uses), Is.EqualTo(((string?)null, "moderator", 2, 0)));
            Assert.That(invite.CreatedBy, Is.EqualTo(team.Owner.User.Id));
        });

        var joined = await (await Team.Accept(team.Outsider, invite)).Data<WorkspaceDto>();
        Assert.That((joined.Id, joined.Role, joined.MemberCount), Is.EqualTo((team.Workspace.Id, "moderator", 5)));
        var rows = await Shared.Server.Database.Scalar<string>($"SELECT i::text FROM invites i WHERE id = '{invite.Id}'");
        Assert.That(rows, Does.Not.Contain(invite.Token));
    }

    [Test]
    public async Task Joining_SubscribesOpenConnectionsToTheWorkspace()
    {
        await using var hub = await team.Outsider.Connect();
        var created = new Pushes(hub, EventTypes.ChannelCreated);
        await Team.Accept(team.Outsider, await team.Invite(new { }));
        await team.Owner.CreateChannel(team.Workspace, "news");
        Assert.That((await created.Next()).GetProperty("name").GetString(), Is.EqualTo("news"));
    }

    [Test]
    public async Task Invitations_AreMadeByAdminsAndUp_NeverAboveTheirRank()
    {
        await team.Outsider.Http.PostAsJsonAsync($"{team.Path}/invite", new { }).IsRefused(404, "NOT_FOUND");
        await team.Member.Http.PostAsJsonAsync($"{team.Path}/invite", new { }).IsRefused(403, "FORBIDDEN");
        await team.Moderator.Http.PostAsJsonAsync($"{team.Path}/invite", new { }).IsRefused(403, "FORBIDDEN");
        await team.Owner.Http.PostAsJsonAsync($"{team.Path}/invite", new { role = "owner" }).IsRefused(422, "UNPROCESSABLE");
        foreach (var bad in new object[] { new { role = "king" }, new { max_uses = 0 }, new { expires_in_hours = 0 }, new { email = "nobody" } })
            await team.Owner.Http.PostAsJsonAsync($"{team.Path}/invite", bad).IsRefused(400, "INVALID_REQUEST");
        Assert.That((await team.Admin.Http.Post<InviteDto>($"{team.Path}/invite", new { role = "admin" })).Role, Is.EqualTo("admin"));
    }

    [Test]
    public async Task Mail_CarriesTheLink_AndOnlyItsAddressMayAccept_Once()
    {
        var invite = await team.Invite(new { email = team.Outsider.User.Email!.ToUpperInvariant() });
        Assert.That(invite.MaxUses, Is.EqualTo(1));
        Assert.That((await Shared.Server.Mails.To(invite.Email!)).TextBody, Does.Contain(invite.Url));

        var stranger = await Person.SignUp(Shared.Server);
        await Team.Accept(stranger, invite).IsRefused(404, "NOT_FOUND");
        Assert.That((int)(await Team.Accept(team.Outsider, invite)).StatusCode, Is.EqualTo(200));
    }

    [Test]
    public async Task Acceptance_OfWhatIsUnknownExpiredOrUsedUp_IsNotFound()
    {
        await team.Outsider.Http.PostAsJsonAsync("/api/invites/unknown/accept", new { }).IsRefused(404, "NOT_FOUND");
        await Shared.Server.Http().PostAsJsonAsync("/api/invites/unknown/accept", new { }).IsRefused(401, "UNAUTHORIZED");

        var expired = await team.Invite(new { });
        await Execute($"UPDATE invites SET expires_at = now() - interval '1 second' WHERE id = '{expired.Id}'");
        await Team.Accept(team.Outsider, expired).IsRefused(404, "NOT_FOUND");

        var once = await team.Invite(new { max_uses = 1 });
        await Team.Accept(team.Outsider, once);
        await Team.Accept(await Person.SignUp(Shared.Server), once).IsRefused(404, "NOT_FOUND");
        Assert.That((int)(await Team.Accept(team.Outsider, once)).StatusCode, Is.EqualTo(200), "doing again what is so");
    }

    [Test]
    public async Task Member_SpendsNoUse_AndKeepsTheirRole()
    {
        var invite = await team.Invite(new { max_uses = 1, role = "admin" });
        Assert.That((await (await Team.Accept(team.Member, invite)).Data<WorkspaceDto>()).Role, Is.EqualTo("member"));
        Assert.That((int)(await Team.Accept(team.Outsider, invite)).StatusCode, Is.EqualTo(200));
    }

    [Test]
    public async Task Invitation_OfSomeoneWhoMayNotInviteSoAnyMore_IsWorthNothing()
    {
        var invite = await team.Admin.Http.Post<InviteDto>($"{team.Path}/invite", new { });
        await team.GiveRole(team.Owner, team.Admin, "member");
        await Team.Accept(team.Outsider, invite).IsRefused(404, "NOT_FOUND");
        await team.Remove(team.Owner, team.Admin);
        await Team.Accept(team.Outsider, invite).IsRefused(404, "NOT_FOUND");
    }

    [Test]
    public async Task Link_WithFiveUses_LetsExactlyFiveOfFiftyIn()
    {
        var invite = await team.Invite(new { max_uses = 5 });
        var crowd = await Crowd(50);
        var answers = await Task.WhenAll(crowd.Select(person => Team.Accept(person, invite)));
        Assert.That(
            answers.Select(a => (int)a.StatusCode).Order(), Is.EqualTo(Enumerable.Repeat(200, 5).Concat(Enumerable.Repeat(404, 45))));
        Assert.That(await Shared.Server.Database.Scalar<int>($"SELECT uses FROM invites WHERE id = '{invite.Id}'"), Is.EqualTo(5));
        Assert.That((await team.Owner.Http.Get<WorkspaceDto>(team.Path)).MemberCount, Is.EqualTo(9));
    }

    [Test]
    public async Task FullWorkspace_TakesNobodyIn_HoweverManyComeAtOnce()
    {
        await Execute($"UPDATE workspaces SET member_limit = 7 WHERE id = '{team.Workspace.Id}'");
        var invite = await team.Invite(new { });
        var answers = await Task.WhenAll((await Crowd(10)).Select(person => Team.Accept(person, invite)));
        Assert.That(answers.Count(a => (int)a.StatusCode == 200), Is.EqualTo(3));
        Assert.That(answers.Count(a => (int)a.StatusCode == 422), Is.EqualTo(7));
    }

    /// <summary>One after another: what is tested is that they come at once, not that they register at once.</summary>
    private static async Task<List<Person>> Crowd(int size)
    {
        List<Person> crowd = [];
        while (crowd.Count < size)
            crowd.Add(await Person.SignUp(Shared.Server));
        return crowd;
    }

    private static async Task Execute(string sql)
    {
        await using var command = Shared.Server.Database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
