using System.Net.Http.Json;
using ChatFlow.Application.Invites;
using ChatFlow.Application.Workspaces;
using ChatFlow.Domain.Workspaces;

namespace ChatFlow.WebApi.Tests.Workspaces;

/// <summary>A workspace with somebody in every role, and somebody who is not in it.</summary>
internal sealed record Team(WorkspaceDto Workspace, Person Owner, Person Admin, Person Moderator, Person Member, Person Outsider)
{
    public string Path => $"/api/workspaces/{Workspace.Id}";

    public static async Task<Team> Create()
    {
        var people = await Task.WhenAll(
            new[] { "Olga Owner", "Ada Admin", "Max Moderator", "Mia Member", "Otto Outsider" }.Select(name => Person.SignUp(Shared.Server, name)));
        var workspace = await people[0].CreateWorkspace();
        await people[1].JoinWorkspace(workspace, WorkspaceRole.Admin);
        await people[2].JoinWorkspace(workspace, WorkspaceRole.Moderator);
        await people[3].JoinWorkspace(workspace);
        return new Team(workspace, people[0], people[1], people[2], people[3], people[4]);
    }

    public string PathOf(Person person) => $"{Path}/members/{person.User.Id}";

    public Task<HttpResponseMessage> Remove(Person by, Person who) => by.Http.DeleteAsync(PathOf(who));

    public Task<HttpResponseMessage> GiveRole(Person by, Person who, string role) => by.Http.PutAsJsonAsync(PathOf(who), new { role });

    public Task<InviteDto> Invite(object invitation) => Owner.Http.Post<InviteDto>($"{Path}/invite", invitation);

    public static Task<HttpResponseMessage> Accept(Person who, InviteDto invite) =>
        who.Http.PostAsJsonAsync($"/api/invites/{invite.Token}/accept", new { });
}
