using System.Net.Http.Json;
using ChatFlow.Application.Audit;
using Npgsql;

namespace ChatFlow.WebApi.Tests.Workspaces;

public class AuditLogTests
{
    private Team team = null!;
    private string path = null!;

    [SetUp]
    public async Task People()
    {
        team = await Team.Create();
        path = $"{team.Path}/audit-logs";
    }

    [Test]
    public async Task Changes_AreLogged_WithWhoWhatFromWhere_BeforeAndAfter()
    {
        team.Owner.Http.DefaultRequestHeaders.UserAgent.ParseAdd("tester/1.0");
        var channel = await team.Owner.CreateChannel(team.Workspace);
        await team.Member.JoinChannel(channel);
        await team.Member.JoinChannel(channel);
        await team.Owner.Put<object>(team.Path, new { retention_hours = 48 });
        await team.Owner.Put<object>(team.Path, new { retention_hours = 48 });
        await team.GiveRole(team.Owner, team.Member, "moderator");
        await team.GiveRole(team.Owner, team.Member, "moderator");
        await team.GiveRole(team.Owner, team.Admin, "owner");
        await team.Remove(team.Admin, team.Moderator);
        await team.Remove(team.Member, team.Member);

        var log = (await team.Admin.Http.Page<AuditEntryDto>(path)).Data;
        Assert.That(log.Select(e => e.Action), Is.EqualTo(new[]
        {
            "member_left", "member_removed", "ownership_transferred", "role_changed", "workspace_updated", "channel_member_added",
            "channel_created", "member_joined", "member_invited", "member_joined", "member_invited", "member_joined", "member_invited",
            "workspace_created",
        }));
        var updated = log.Single(e => e.Action == "workspace_updated");
        var role = log.Single(e => e.Action == "role_changed");
        Assert.Multiple(() =>
        {
            Assert.That((updated.Actor, updated.ResourceType, updated.ResourceId), Is.EqualTo((team.Owner.User.Id, "workspace", team.Workspace.Id)));
            Assert.That(updated.Details.UserAgent, Is.EqualTo("tester/1.0"));
            Assert.That(updated.Details.Ip, Does.Contain("127.0.0.1"));
            Assert.That(updated.Details.Before.ToString(), Is.EqualTo("""{"retention_hours":null}"""));
            Assert.That(updated.Details.After.ToString(), Is.EqualTo("""{"retention_hours":48}"""));
            Assert.That((role.ResourceType, role.ResourceId), Is.EqualTo(("user", team.Member.User.Id)));
            Assert.That((role.Details.Before.ToString(), role.Details.After.ToString()), Is.EqualTo(("""{"role":"member"}""", """{"role":"moderator"}""")));
        });
    }

    [Test]
    public async Task Log_IsForOwnerAndAdminOnly()
    {
        await team.Outsider.Http.GetAsync(path).IsRefused(404, "NOT_FOUND");
        await team.Member.Http.GetAsync(path).IsRefused(403, "FORBIDDEN");
        await team.Moderator.Http.GetAsync(path).IsRefused(403, "FORBIDDEN");
        Assert.That((await team.Owner.Http.Page<AuditEntryDto>(path)).Data, Is.Not.Empty);
    }

    [Test]
    public async Task Log_IsPagedByItsCursor_AndFiltered()
    {
        var all = (await team.Admin.Http.Page<AuditEntryDto>(path)).Data.Select(e => e.Id).ToList();
        List<Guid> paged = [];
        string? cursor = null;
        do
        {
            var response = await team.Admin.Http.GetFromJsonAsync<System.Text.Json.JsonElement>($"{path}?limit=3{(cursor is null ? "" : $"&before={cursor}")}");
            paged.AddRange(response.GetProperty("data").EnumerateArray().Select(e => e.GetProperty("id").GetGuid()));
            cursor = response.GetProperty("meta").GetProperty("pagination").GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);
        Assert.That(paged, Is.EqualTo(all));

        var joins = (await team.Admin.Http.Page<AuditEntryDto>($"{path}?action=member_joined&actor={team.Member.User.Id}")).Data;
        Assert.That(joins.Select(e => e.ResourceId), Is.EqualTo(new[] { team.Member.User.Id }));
        Assert.That((await team.Admin.Http.Page<AuditEntryDto>($"{path}?actor={team.Outsider.User.Id}")).Data, Is.Empty);
        await team.Admin.Http.GetAsync($"{path}?before=yesterday").IsRefused(400, "INVALID_REQUEST");
        await team.Admin.Http.GetAsync($"{path}?limit=0").IsRefused(400, "INVALID_REQUEST");
    }

    [Test]
    public async Task Log_HoldsNoAddressOfThoseInvited()
    {
        await team.Invite(new { email = "someone.invited@example.org" });
        Assert.That(await team.Admin.Http.GetStringAsync(path), Does.Not.Contain("someone.invited"));
    }

    [Test]
    public async Task RefusedChange_IsNotLogged()
    {
        var before = (await team.Admin.Http.Page<AuditEntryDto>(path)).Data.Count;
        await team.Remove(team.Admin, team.Owner).IsRefused(422, "UNPROCESSABLE");
        await team.GiveRole(team.Owner, team.Owner, "member").IsRefused(422, "UNPROCESSABLE");
        Assert.That((await team.Admin.Http.Page<AuditEntryDto>(path)).Data, Has.Count.EqualTo(before));
    }

    [TestCase("UPDATE audit_logs SET action = 'nothing'")]
    [TestCase("DELETE FROM audit_logs")]
    [TestCase("TRUNCATE audit_logs CASCADE")]
    [TestCase("UPDATE audit_origins SET ip = NULL")]
    [TestCase("DELETE FROM audit_origins")]
    [TestCase("TRUNCATE audit_origins")]
    public void Log_CanOnlyBeAddedTo(string sql) => Assert.That(
        async () =>
        {
            await using var command = Shared.Server.Database.DataSource.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        },
        Throws.TypeOf<PostgresException>().With.Message.Contains("can only be added to"));
}
