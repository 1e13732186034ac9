using System.Net.Http.Json;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Files;
using ChatFlow.Application.Search;
using ChatFlow.WebApi.Tests.Files;
using ChatFlow.WebApi.Tests.Workspaces;

namespace ChatFlow.WebApi.Tests.Search;

/// <summary>The tables of docs/search.md: its messages are sent, and its searches find what it says, in that order.</summary>
public class RelevanceTests
{
    private static readonly string[][] Rows = [.. File.ReadLines(Document()).Where(line => line.StartsWith('|')).Select(Cells)];

    private static readonly Dictionary<Guid, string> Numbers = [];
    private static Team team = null!;

    private static IEnumerable<TestCaseData> Searches => Rows.Where(row => row[0].StartsWith('`')).Select(row => new TestCaseData(row[0].Trim('`'), row[1]));

    [OneTimeSetUp]
    public static async Task SendTheMessages()
    {
        team = await Team.Create();
        var channels = new Dictionary<string, ChannelDto>
        {
            ["general"] = await team.Owner.CreateChannel(team.Workspace, "general"),
            ["plans"] = await team.Owner.CreateChannel(team.Workspace, "plans"),
            ["secret"] = await team.Owner.CreateChannel(team.Workspace, "secret", "private"),
        };
        await team.Member.JoinChannel(channels["general"]);
        foreach (var row in Rows.Where(row => int.TryParse(row[0], out _)))
            await Send(row[0], row[1] == "owner" ? team.Owner : team.Member, channels[row[2].TrimStart('#')], row[3], row[4]);
        await SearchTests.Indexed();
    }

    [Test]
    public void Document_HasWhatIsTested() => Assert.Multiple(() =>
    {
        Assert.That(Numbers, Has.Count.GreaterThan(15));
        Assert.That(Searches.Count(), Is.GreaterThan(25));
    });

    [TestCaseSource(nameof(Searches))]
    public async Task Search_FindsWhatTheDocumentSays(string search, string numbers)
    {
        var typed = search.Replace("@member", "@" + team.Member.User.Username, StringComparison.Ordinal);
        var found = await team.Member.Http.Get<List<SearchHit>>($"/api/search?workspace_id={team.Workspace.Id}&q={Uri.EscapeDataString(typed)}");
        Assert.That(string.Join(", ", found.Select(hit => Numbers[hit.Message.Id])), Is.EqualTo(numbers == "nothing" ? "" : numbers));
    }

    private static async Task Send(string number, Person person, ChannelDto channel, string content, string then)
    {
        FileDto[] files = then.StartsWith("file ", StringComparison.Ordinal) ? [await person.Upload(channel, [1, 2, 3], then["file ".Length..])] : [];
        var message = await person.SendWith(channel, content, files);
        Numbers[message.Id] = number;
        if (then.StartsWith("edited: ", StringComparison.Ordinal))
            (await person.Http.PutAsJsonAsync($"/api/messages/{message.Id}", new { content = then["edited: ".Length..] })).EnsureSuccessStatusCode();
        if (then == "deleted")
            (await person.Http.DeleteAsync($"/api/messages/{message.Id}")).EnsureSuccessStatusCode();
    }

    private static string[] Cells(string line) => [.. line.Trim('|').Split('|').Select(cell => cell.Trim())];

    private static string Document()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ChatFlow.sln")))
            folder = folder.Parent;
        return Path.Combine(folder.FullName, "docs", "search.md");
    }
}
