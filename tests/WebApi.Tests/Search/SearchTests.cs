using System.Net;
using System.Text.Json;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Messages;
using ChatFlow.Application.Search;
using ChatFlow.WebApi.Tests.Workspaces;

namespace ChatFlow.WebApi.Tests.Search;

public class SearchTests
{
    private static Team team = null!;
    private static ChannelDto general = null!;
    private static ChannelDto secret = null!;
    private static ChannelDto elsewhere = null!;

    [OneTimeSetUp]
    public static async Task Write()
    {
        team = await Team.Create();
        general = await team.Owner.CreateChannel(team.Workspace, "general");
        secret = await team.Owner.CreateChannel(team.Workspace, "secret", "private");
        await team.Member.JoinChannel(general);
        var other = await team.Outsider.CreateWorkspace();
        elsewhere = await team.Outsider.CreateChannel(other, "elsewhere");
        await Say(team.Owner, general, "The deployment of the meeting room display is done");
        await Say(team.Member, general, "We are deploying again tomorrow, see https://example.org/plan");
        await Say(team.Owner, general, "Ein Café in Zürich, naïve façade");
        await Say(team.Owner, general, "明日の会議は東京で行います");
        await Say(team.Owner, general, "明天我们在北京开会讨论项目计划");
        await Say(team.Owner, general, "state-of-the-art, and the art of the state");
        await Say(team.Owner, general, "an art state of the");
        await Say(team.Owner, general, "<script>alert('wichtig')</script> & more");
        await Say(team.Owner, general, "اجتماع الفريق غدا");
        await Say(team.Owner, general, "release party 🎉 tonight");
        await Say(team.Owner, secret, "deployment of the secret plan");
        await Say(team.Outsider, elsewhere, "deployment elsewhere");
        await Indexed();
    }

    [TestCase("deployment", "The deployment of", "We are deploying", TestName = "English stems")]
    [TestCase("DEPLOYING", "We are deploying", "The deployment of", TestName = "whatever its case, and the exact word first")]
    [TestCase("cafe", "Ein Café", TestName = "without its accent")]
    [TestCase("zürich", "Ein Café", TestName = "with its accent")]
    [TestCase("会議", "明日の会議", TestName = "Japanese, a part")]
    [TestCase("東京で", "明日の会議", TestName = "Japanese, three characters")]
    [TestCase("京东", TestName = "Chinese, characters that stand elsewhere")]
    [TestCase("项目计划", "明天我们", TestName = "Chinese, a part")]
    [TestCase("会", "明日の会議", "明天我们", TestName = "one character")]
    [TestCase("state-of-the-art", "state-of-the-art", TestName = "hyphens")]
    [TestCase("\"art of the state\"", "state-of-the-art", TestName = "phrase")]
    [TestCase("اجتماع", "اجتماع", TestName = "Arabic")]
    [TestCase("🎉", "release party", TestName = "emoji")]
    [TestCase("meeting tomorrow", TestName = "words are joined by and")]
    [TestCase("deployment -display", "We are deploying", TestName = "without a word")]
    [TestCase("deployment from:@{member}", "We are deploying", TestName = "from somebody")]
    [TestCase("deployment from:@nobody", TestName = "from nobody")]
    [TestCase("has:link", "We are deploying", TestName = "has a link")]
    [TestCase("deployment has:file", TestName = "has a file")]
    [TestCase("deploymnet", "The deployment of", TestName = "letters that changed places")]
    [TestCase("deploymant", "The deployment of", TestName = "a wrong letter")]
    [TestCase("deplyment", "The deployment of", TestName = "a letter missing")]
    [TestCase("deepployment", TestName = "two letters wrong")]
    [TestCase("deployment in:#nowhere", TestName = "in a channel that is not there")]
    [TestCase("deployment in:secret", TestName = "in a channel that they may not know")]
    [TestCase("deployment in:general", "The deployment of", "We are deploying", TestName = "in a channel")]
    [TestCase("deployment before:2020-01-01", TestName = "before")]
    [TestCase("deployment after:2020-01-01", "The deployment of", "We are deploying", TestName = "after")]
    [TestCase("' & | ! ( ) : * \\", TestName = "what means something in a query of the database")]
    public async Task Search_Finds(string q, params string[] beginnings)
    {
        var found = await Find(team.Member, q.Replace("{member}", team.Member.User.Username.ToUpperInvariant()));
        Assert.That(found.Select(hit => hit.Message.Content).ToList(), Has.Count.EqualTo(beginnings.Length));
        Assert.That(found.Zip(beginnings).Where(pair => !pair.First.Message.Content.StartsWith(pair.Second, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task Members_FindWhatTheyMayRead_AndNobodyElseDoes()
    {
        Assert.That((await Find(team.Owner, "deployment")).Select(hit => hit.ChannelName), Is.EquivalentTo(new[] { "general", "general", "secret" }));
        Assert.That((await Find(team.Admin, "deployment")).Select(hit => hit.ChannelName), Is.EquivalentTo(new[] { "general", "general" }));
        Assert.That((await team.Outsider.Http.GetAsync(Path("deployment"))).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task WhoIsRemovedFromAChannel_FindsNothingOfIt()
    {
        var channel = await team.Owner.CreateChannel(team.Workspace, "was here", "private");
        await team.Owner.Http.Post<ChannelMemberDto>($"/api/channels/{channel.Id}/members", new { user_id = team.Moderator.User.Id });
        await Say(team.Owner, channel, "zanzibar");
        await Indexed();
        Assert.That(await Find(team.Moderator, "zanzibar"), Has.Count.EqualTo(1));
        await team.Owner.Http.DeleteAsync($"/api/channels/{channel.Id}/members/{team.Moderator.User.Id}");
        Assert.That(await Find(team.Moderator, "zanzibar"), Is.Empty);
    }

    [Test]
    public async Task WhoMayReadManyChannels_FindsWhatTheyMayRead_AndIsToldOfNoMore()
    {
        var many = await Team.Create();
        var (open, closed) = (await many.Owner.CreateChannel(many.Workspace, "open"), await many.Owner.CreateChannel(many.Workspace, "closed", "private"));
        await Shared.Server.Database.Execute($"""
            INSERT INTO channels (id, workspace_id, name, slug, type, created_by, created_at)
            SELECT gen_random_uuid(), '{many.Workspace.Id}', 'channel ' || n, 'channel-' || n, 'public', '{many.Owner.User.Id}', now() FROM generate_series(1, 300) n
            """);
        await Say(many.Owner, open, "marmalade");
        await Say(many.Owner, closed, "marmalade");
        await Indexed();
        Assert.That(await CountOf(many.Owner), Is.EqualTo((2, 2)));
        Assert.That(await CountOf(many.Member), Is.EqualTo((1, 1)));

        async Task<(int Hits, int Total)> CountOf(Person person)
        {
            using var body = JsonDocument.Parse(await person.Http.GetStringAsync($"/api/search?workspace_id={many.Workspace.Id}&q=marmalade"));
            var total = body.RootElement.GetProperty("meta").GetProperty("pagination").GetProperty("total").GetInt32();
            return (body.RootElement.GetProperty("data").GetArrayLength(), total);
        }
    }

    [Test]
    public async Task EditedAndDeletedText_IsNotFound_NotEvenAsACorrection()
    {
        var message = await Say(team.Owner, general, "quokka sighted");
        await Indexed();
        Assert.That(await Find(team.Member, "quokak"), Has.Count.EqualTo(1), "with a typo");
        await team.Owner.Http.PutAsync($"/api/messages/{message.Id}", Json(new { content = "wombat sighted" }));
        await Indexed();
        Assert.That(await Find(team.Member, "quokka"), Is.Empty);
        Assert.That((await Find(team.Member, "wombat")).Single().Highlight, Is.EqualTo("<mark>wombat</mark> sighted"));
        await team.Owner.Http.DeleteAsync($"/api/messages/{message.Id}");
        await Indexed();
        Assert.That(await Find(team.Member, "wombat"), Is.Empty);
        Assert.That(await Shared.Server.Database.Scalar<long>("SELECT count(*) FROM search_words WHERE word IN ('quokka', 'wombat')"), Is.Zero, "the words are nowhere");
        Assert.That(await Shared.Server.Database.Scalar<long>($"SELECT count(*) FROM search_messages WHERE message_id = '{message.Id}'"), Is.Zero);
    }

    [TestCase("wichtig", "&lt;script&gt;alert(&#39;<mark>wichtig</mark>&#39;)&lt;/script&gt; &amp; more")]
    [TestCase("deployment display", "The <mark>deployment</mark> of the meeting room <mark>display</mark> is done")]
    [TestCase("東京", "明日の会議は<mark>東京</mark>で行います")]
    public async Task Highlight_MarksWhatWasFound_AndEscapesTheRest(string q, string html) =>
        Assert.That((await Find(team.Member, q)).Single().Highlight, Is.EqualTo(html));

    [Test]
    public async Task Send_IsFoundWithoutAnybodyAskingForIt()
    {
        await Say(team.Owner, general, "xylophone");
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((await Find(team.Member, "xylophone")).Count == 0)
            await Task.Delay(20, late.Token);
    }

    [Test]
    public async Task Pages_FollowEachOther_AndAreCounted()
    {
        var channel = await team.Owner.CreateChannel(team.Workspace, "paged");
        for (var n = 0; n < 7; n++)
            await Say(team.Owner, channel, $"pagination {n}");
        await Indexed();
        var pages = new List<string>();
        for (var page = 1; page <= 3; page++)
        {
            using var body = JsonDocument.Parse(await team.Member.Http.GetStringAsync(Path("pagination") + $"&sort=recent&limit=3&page={page}"));
            pages.AddRange(body.RootElement.GetProperty("data").EnumerateArray().Select(hit => hit.GetProperty("message").GetProperty("content").GetString()!));
            Assert.That(body.RootElement.GetProperty("meta").GetProperty("pagination").GetProperty("total").GetInt64(), Is.EqualTo(7));
        }
        Assert.That(pages, Is.EqualTo(Enumerable.Range(0, 7).Reverse().Select(n => $"pagination {n}")));
    }

    [TestCase("", "q")]
    [TestCase("q=x&before=yesterday", "before")]
    [TestCase("q=has:nothing", "q")]
    [TestCase("q=x&has=1", "has")]
    [TestCase("q=x&sort=best", "sort")]
    [TestCase("q=x&page=0", "page")]
    [TestCase("q=x&limit=101", "limit")]
    public async Task BadSearch_IsRefused_WithTheFieldThatIsWrong(string query, string field)
    {
        var response = await team.Member.Http.GetAsync($"/api/search?workspace_id={team.Workspace.Id}&{query}");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.That(body.RootElement.GetProperty("error").GetProperty("details")[0].GetProperty("field").GetString(), Is.EqualTo(field));
    }

    private static string Path(string q) => $"/api/search?workspace_id={team.Workspace.Id}&q={Uri.EscapeDataString(q)}";

    private static Task<List<SearchHit>> Find(Person person, string q) => person.Http.Get<List<SearchHit>>(Path(q));

    private static Task<MessageDto> Say(Person person, ChannelDto channel, string content) =>
        person.Http.Post<MessageDto>($"/api/channels/{channel.Id}/messages", new { content });

    private static System.Net.Http.Json.JsonContent Json(object body) => System.Net.Http.Json.JsonContent.Create(body);

    /// <summary>Until the server has read all logs to their ends.</summary>
    internal static async Task Indexed()
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await Shared.Server.Database.Scalar<long>("SELECT count(*) FROM channels c LEFT JOIN search_progress p ON p.channel_id = c.id WHERE c.last_seq > coalesce(p.seq, 0)") > 0)
            await Task.Delay(20, late.Token);
    }
}
