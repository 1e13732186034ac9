using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;
using ChatFlow.Application.Channels;

namespace ChatFlow.WebApi.Tests.Messages;

public class RenderedTests
{
    private const string Source = "  **a** < b\n<script>x</script>";

    private Person owner = null!;
    private ChannelDto channel = null!;

    [SetUp]
    public async Task OneMessage()
    {
        owner = await Person.SignUp(Shared.Server);
        channel = await owner.CreateChannel(await owner.CreateWorkspace());
        await owner.Send(channel, Source);
    }

    [Test]
    public async Task Html_IsAdded_WhereItIsAskedFor_AndContentStaysAsTyped()
    {
        var plain = await Message("");
        var rendered = await Message("?include=html");
        Assert.Multiple(() =>
        {
            Assert.That(plain.TryGetProperty("html", out _), Is.False);
            Assert.That(plain.GetProperty("content").GetString(), Is.EqualTo(Source));
            Assert.That(rendered.GetProperty("content").GetString(), Is.EqualTo(Source));
            Assert.That(rendered.GetProperty("html").GetString(), Is.EqualTo("<p><strong>a</strong> &lt; b<br>\n&lt;script&gt;x&lt;/script&gt;</p>"));
        });
    }

    [Test]
    public async Task Html_IsAddedInXml()
    {
        owner.Http.DefaultRequestHeaders.Accept.ParseAdd("application/xml");
        Assert.That(await Xml(""), Is.Null);
        Assert.That((await Xml("?include=html"))!.Value, Does.StartWith("<p><strong>a</strong>"));
    }

    [TestCase("xml")]
    [TestCase("HTML")]
    [TestCase("html,text")]
    public async Task AnythingElse_IsRefused(string include)
    {
        var response = await owner.Http.GetAsync($"/api/channels/{channel.Id}/messages?include={include}");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await response.Error()).Details.Single().Field, Is.EqualTo("include"));
    }

    private async Task<JsonElement> Message(string query) =>
        (await owner.Http.GetFromJsonAsync<JsonElement>($"/api/channels/{channel.Id}/messages{query}")).GetProperty("data")[0];

    private async Task<XElement?> Xml(string query) =>
        XDocument.Parse(await owner.Http.GetStringAsync($"/api/channels/{channel.Id}/messages{query}")).Root!
            .Element("data")!.Element("item")!.Element("html");
}
