using System.Net.Http.Json;
using ChatFlow.Application.Workspaces;
using ChatFlow.Domain;

namespace ChatFlow.WebApi.Tests.Workspaces;

public class WorkspaceTests
{
    private Team team = null!;

    [SetUp]
    public async Task People() => team = await Team.Create();

    [Test]
    public async Task Settings_AreChangedByAdminsAndUp_AndWhatIsNotGivenStays()
    {
        var slug = $"w-{TimeProvider.System.NewId()}";
        var changed = await team.Admin.Put<WorkspaceDto>(team.Path, new { name = "Renamed", slug, description = "new", retention_hours = 48 });
        Assert.That(
            (changed.Name, changed.Slug, changed.Description, changed.RetentionHours, changed.Role), Is.EqualTo(("Renamed", slug, "new", 48, "admin")));

        var cleared = await team.Owner.Put<WorkspaceDto>(team.Path, new { description = "", retention_hours = 0 });
        Assert.That((cleared.Name, cleared.Slug, cleared.Description, cleared.RetentionHours), Is.EqualTo(("Renamed", slug, (string?)null, (int?)null)));

        await team.Moderator.Http.PutAsJsonAsync(team.Path, new { name = "x" }).IsRefused(403, "FORBIDDEN");
        await team.Member.Http.PutAsJsonAsync(team.Path, new { name = "x" }).IsRefused(403, "FORBIDDEN");
        await team.Outsider.Http.PutAsJsonAsync(team.Path, new { name = "x" }).IsRefused(404, "NOT_FOUND");
    }

    [Test]
    public async Task Settings_ThatAreTakenOrNotValid_AreRefused()
    {
        var other = await team.Owner.CreateWorkspace();
        await team.Owner.Http.PutAsJsonAsync(team.Path, new { slug = other.Slug }).IsRefused(409, "CONFLICT");
        await team.Owner.Http.PutAsJsonAsync(team.Path, new { name = " " }).IsRefused(400, "INVALID_REQUEST");
        await team.Owner.Http.PutAsJsonAsync(team.Path, new { slug = "Not A Slug" }).IsRefused(400, "INVALID_REQUEST");
        await team.Owner.Http.PutAsJsonAsync(team.Path, new { retention_hours = -1 }).IsRefused(400, "INVALID_REQUEST");
    }

    [Test]
    public async Task Deletion_IsForTheOwner_AndEndsEverythingAtOnce()
    {
        var channel = await team.Owner.CreateChannel(team.Workspace);
        await team.Member.JoinChannel(channel);
        await team.Member.Send(channel, "before");
        await using var hub = await team.Member.Connect();
        await team.Outsider.Http.DeleteAsync(team.Path).IsRefused(404, "NOT_FOUND");
        foreach (var person in new[] { team.Admin, team.Moderator, team.Member })
            await person.Http.DeleteAsync(team.Path).IsRefused(403, "FORBIDDEN");

        Assert.That((int)(await team.Owner.Http.DeleteAsync(team.Path)).StatusCode, Is.EqualTo(200));

        await team.Member.Http.GetAsync(team.Path).IsRefused(404, "NOT_FOUND");
        await team.Member.Http.GetAsync($"/api/channels/{channel.Id}/messages").IsRefused(404, "NOT_FOUND");
        new Func<Task>(() => hub.Send(channel, "after")).IsRefused("NOT_FOUND");
        Assert.That(await team.Owner.Http.Get<IReadOnlyList<WorkspaceDto>>("/api/workspaces"), Is.Empty);
        await team.Owner.Http.DeleteAsync(team.Path).IsRefused(404, "NOT_FOUND");
    }
}
