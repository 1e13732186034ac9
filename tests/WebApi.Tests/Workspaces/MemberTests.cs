using System.Net;
using ChatFlow.Application.Permissions;
using ChatFlow.Application.Workspaces;
using ChatFlow.Domain.Workspaces;
using Microsoft.Extensions.DependencyInjection;

namespace ChatFlow.WebApi.Tests.Workspaces;

public class MemberTests
{
    private Team team = null!;

    [SetUp]
    public async Task People() => team = await Team.Create();

    [Test]
    public async Task Members_AreListedByPages_ForMembersOnly()
    {
        var first = await team.Member.Http.Page<MemberDto>($"{team.Path}/members?limit=3");
        var second = await team.Member.Http.Page<MemberDto>($"{team.Path}/members?limit=3&page=2");
        Assert.Multiple(() =>
        {
            Assert.That(first.Data.Concat(second.Data).Select(m => (m.User.DisplayName, m.Role, m.Status)), Is.EqualTo(new[]
            {
                ("Ada Admin", "admin", "active"), ("Max Moderator", "moderator", "active"), ("Mia Member", "member", "active"),
                ("Olga Owner", "owner", "active"),
            }));
            Assert.That((second.Meta.Pagination!.Page, second.Meta.Pagination.Limit, second.Meta.Pagination.Total), Is.EqualTo((2, 3, 4)));
            Assert.That(first.Data.Select(m => m.User.Email), Is.All.Null);
        });
        await team.Outsider.Http.GetAsync($"{team.Path}/members").IsRefused(404, "NOT_FOUND");
        await team.Member.Http.GetAsync($"{team.Path}/members?limit=101").IsRefused(400, "INVALID_REQUEST");
        await team.Member.Http.GetAsync($"{team.Path}/members?page=0").IsRefused(400, "INVALID_REQUEST");
    }

    [TestCase("MIA", "Mia Member")]
    [TestCase("ax.mod", "Max Moderator")]
    [TestCase("%", null)]
    public async Task Search_MatchesPartsOfNames_WhateverTheirCase_AndKnowsNoPatterns(string q, string? found)
    {
        var page = await team.Owner.Http.Page<MemberDto>($"{team.Path}/members?q={WebUtility.UrlEncode(q)}");
        Assert.That(page.Data.Select(m => m.User.DisplayName), Is.EqualTo(found is null ? [] : new[] { found }));
        Assert.That(page.Meta.Pagination!.Total, Is.EqualTo(page.Data.Count));
    }

    [Test]
    public async Task Members_WhoLeft_AreListedNoMore()
    {
        await team.Remove(team.Member, team.Member);
        var members = await team.Owner.Http.Page<MemberDto>($"{team.Path}/members");
        Assert.That(members.Data.Select(m => m.User.Id).ToList(), Has.Count.EqualTo(3).And.No.Member(team.Member.User.Id));
        Assert.That((await team.Owner.Http.Get<WorkspaceDto>(team.Path)).MemberCount, Is.EqualTo(3));
    }

    [Test]
    public async Task Roles_AreChangedByTheOwnerOnly_AndHoldAtOnce()
    {
        foreach (var person in new[] { team.Admin, team.Moderator, team.Member })
            await team.GiveRole(person, team.Member, "moderator").IsRefused(403, "FORBIDDEN");
        await team.GiveRole(team.Outsider, team.Member, "moderator").IsRefused(404, "NOT_FOUND");
        await team.GiveRole(team.Owner, team.Outsider, "moderator").IsRefused(404, "NOT_FOUND");
        await team.GiveRole(team.Owner, team.Member, "king").IsRefused(400, "INVALID_REQUEST");
        await team.GiveRole(team.Owner, team.Member, "0").IsRefused(400, "INVALID_REQUEST");

        var changed = await (await team.GiveRole(team.Owner, team.Member, "moderator")).Data<MemberDto>();
        Assert.That((changed.User.Id, changed.Role), Is.EqualTo((team.Member.User.Id, "moderator")));
        Assert.That((await team.Member.CreateChannel(team.Workspace, "mine")).Name, Is.EqualTo("mine"));
    }

    [Test]
    public async Task Ownership_IsTransferred_AndTheGiverBecomesAdmin()
    {
        await team.GiveRole(team.Owner, team.Owner, "admin").IsRefused(422, "UNPROCESSABLE");
        await team.Remove(team.Owner, team.Owner).IsRefused(422, "UNPROCESSABLE");

        Assert.That((await (await team.GiveRole(team.Owner, team.Member, "owner")).Data<MemberDto>()).Role, Is.EqualTo("owner"));

        var workspace = await team.Owner.Http.Get<WorkspaceDto>(team.Path);
        Assert.That((workspace.OwnerId, workspace.Role), Is.EqualTo((team.Member.User.Id, "admin")));
        await team.GiveRole(team.Owner, team.Admin, "member").IsRefused(403, "FORBIDDEN");
        Assert.That((int)(await team.Remove(team.Owner, team.Owner)).StatusCode, Is.EqualTo(200));
    }

    [Test]
    public async Task Owner_WhoGivesToTwoAtOnceAndLeaves_LeavesExactlyOneOwner()
    {
        for (var round = 0; round < 5; round++)
        {
            var workspace = await team.Owner.CreateWorkspace();
            var one = team with { Workspace = workspace };
            await team.Admin.JoinWorkspace(workspace, WorkspaceRole.Admin);
            await team.Member.JoinWorkspace(workspace);

            var answers = await Task.WhenAll(
                one.GiveRole(team.Owner, team.Admin, "owner"), one.GiveRole(team.Owner, team.Member, "owner"), one.Remove(team.Owner, team.Owner),
                one.Remove(team.Admin, team.Admin), one.GiveRole(team.Owner, team.Owner, "member"));

            Assert.That(answers.Select(a => (int)a.StatusCode), Is.All.AnyOf(200, 403, 404, 422));
            Assert.That(
                await Shared.Server.Database.Scalar<long>($"""
                    SELECT count(*) FROM workspaces w JOIN workspace_members m ON m.workspace_id = w.id AND m.user_id = w.owner_id
                    WHERE w.id = '{workspace.Id}' AND m.role = 'owner' AND m.status = 'active'
                    """),
                Is.EqualTo(1));
            Assert.That(
                await Shared.Server.Database.Scalar<bool>($"""
                    SELECT w.member_count = (SELECT count(*) FROM workspace_members m WHERE m.workspace_id = w.id AND m.status = 'active')
                    FROM workspaces w WHERE w.id = '{workspace.Id}'
                    """),
                Is.True);
        }
    }

    [Test]
    public async Task Removal_GoesByRank()
    {
        await team.Remove(team.Outsider, team.Member).IsRefused(404, "NOT_FOUND");
        await team.Remove(team.Member, team.Moderator).IsRefused(403, "FORBIDDEN");
        await team.Remove(team.Moderator, team.Member).IsRefused(403, "FORBIDDEN");
        await team.Remove(team.Admin, team.Owner).IsRefused(422, "UNPROCESSABLE");
        await team.Remove(team.Admin, team.Outsider).IsRefused(404, "NOT_FOUND");
        await team.GiveRole(team.Owner, team.Moderator, "admin");
        await team.Remove(team.Admin, team.Moderator).IsRefused(403, "FORBIDDEN");

        Assert.That((int)(await team.Remove(team.Admin, team.Member)).StatusCode, Is.EqualTo(200));
        Assert.That((int)(await team.Remove(team.Owner, team.Admin)).StatusCode, Is.EqualTo(200));
        await team.Remove(team.Owner, team.Member).IsRefused(404, "NOT_FOUND");
        await team.Admin.Http.GetAsync(team.Path).IsRefused(404, "NOT_FOUND");
    }

    [Test]
    public async Task Role_ThatIsChanged_CountsInChannelsAtOnce()
    {
        var channel = await team.Owner.CreateChannel(team.Workspace);
        var access = Shared.Server.Services.GetRequiredService<IAccess>();
        Assert.That((await RoleOf(team.Owner), await RoleOf(team.Member)), Is.EqualTo((WorkspaceRole.Owner, WorkspaceRole.Member)), "and is remembered");

        await team.GiveRole(team.Owner, team.Member, "moderator");
        Assert.That(await RoleOf(team.Member), Is.EqualTo(WorkspaceRole.Moderator));
        await team.GiveRole(team.Owner, team.Member, "owner");
        Assert.That((await RoleOf(team.Owner), await RoleOf(team.Member)), Is.EqualTo((WorkspaceRole.Admin, WorkspaceRole.Owner)));

        async Task<WorkspaceRole> RoleOf(Person person) => (await access.ToChannel(channel.Id, person.User.Id, default)).WorkspaceRole;
    }
}
