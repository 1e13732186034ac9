using System.Net.Http.Json;
using System.Text;
using ChatFlow.Application.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatFlow.WebApi.Tests.Messages;

/// <summary>Whatever is sent in: the contract's code, never a 500, and nothing is written.</summary>
public class BadInputTests
{
    private const string Unknown = "01a1f4fb-0000-7000-8000-000000000000";

    private Person owner = null!;
    private ChannelDto channel = null!;
    private long rows;

    [SetUp]
    public async Task Channel()
    {
        owner = await Person.SignUp(Shared.Server);
        channel = await owner.CreateChannel(await owner.CreateWorkspace());
        rows = await Rows();
    }

    [TearDown]
    public async Task NothingIsWritten() => Assert.That(await Rows(), Is.EqualTo(rows));

    [TestCase("", "application/json", 400)]
    [TestCase("not json", "application/json", 400)]
    [TestCase("{\"content\":\"cut", "application/json", 400)]
    [TestCase("null", "application/json", 400)]
    [TestCase("[]", "application/json", 400)]
    [TestCase("{\"content\":5}", "application/json", 400)]
    [TestCase("{\"content\":\"a\\u0000b\"}", "application/json", 400)]
    [TestCase("{\"content\":\"a\\ud800b\"}", "application/json", 400)]
    [TestCase("{\"content\":\" \\n\"}", "application/json", 400)]
    [TestCase("{}", "application/json", 400)]
    [TestCase("{\"content\":\"hi\",\"client_message_id\":\"5\"}", "application/json", 400)]
    [TestCase("{\"content\":\"hi\",\"thread_id\":5}", "application/json", 400)]
    [TestCase("content=hi", "application/x-www-form-urlencoded", 415)]
    [TestCase("{\"content\":\"hi\"}", "text/plain", 415)]
    public Task Body_ThatIsMalformed_IsRefused(string body, string type, int status) =>
        owner.Http.PostAsync($"/api/channels/{channel.Id}/messages", new StringContent(body, Encoding.UTF8, type)).IsRefused(status, "INVALID_REQUEST");

    [Test]
    public Task Body_OfInvalidUtf8_IsRefused()
    {
        var content = new ByteArrayContent([.. "{\"content\":\""u8, 0xC3, 0x28, 0xFF, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json");
        return owner.Http.PostAsync($"/api/channels/{channel.Id}/messages", content).IsRefused(400, "INVALID_REQUEST");
    }

    [TestCase("none")]
    [TestCase("utf-7")]
    [TestCase("utf-16")]
    public Task Body_ThatIsSaidToBeInAnotherCharacterSet_IsRefused(string charset)
    {
        var content = new ByteArrayContent("{\"content\":\"hi\"}"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", $"application/json; charset={charset}");
        return owner.Http.PostAsync($"/api/channels/{channel.Id}/messages", content).IsRefused(415, "INVALID_REQUEST");
    }

    [Test]
    public Task Description_OfAnotherName_IsNotFound() => owner.Http.GetAsync("/openapi/v2.json").IsRefused(404, "NOT_FOUND");

    [Test]
    public async Task Content_Of5000Characters_IsRefused_AndTheFieldNamed()
    {
        var response = await Post(new { content = new string('x', 5000) });
        var error = await response.Error();
        Assert.That((int)response.StatusCode, Is.EqualTo(400));
        Assert.That(error.Details.Single(), Has.Property("Field").EqualTo("content").And.Property("Constraint").EqualTo("max_length"));
    }

    [Test]
    public Task Body_OfMoreThanAMebibyte_IsTooLarge() => Post(new { content = new string('x', 1_100_000) }).IsRefused(413, "INVALID_REQUEST");

    [TestCase("nonsense")]
    [TestCase(Unknown)]
    public async Task Id_ThatNamesNothing_IsNotFound(string id)
    {
        await owner.Http.PostAsJsonAsync($"/api/channels/{id}/messages", new { content = "hi" }).IsRefused(404, "NOT_FOUND");
        await owner.Http.GetAsync($"/api/channels/{id}/messages").IsRefused(404, "NOT_FOUND");
        await owner.Http.GetAsync($"/api/channels/{id}").IsRefused(404, "NOT_FOUND");
        await owner.Http.GetAsync($"/api/channels/{id}/events").IsRefused(404, "NOT_FOUND");
        await owner.Http.GetAsync($"/api/workspaces/{id}").IsRefused(404, "NOT_FOUND");
        await owner.Http.GetAsync($"/api/channels?workspace_id={id}").IsRefused(404, "NOT_FOUND");
        await owner.Http.PostAsJsonAsync($"/api/channels/{channel.Id}/members", new { user_id = id }).IsRefused(404, "NOT_FOUND");
        await Post(new { content = "hi", thread_id = id }).IsRefused(422, "UNPROCESSABLE");
    }

    [Test]
    public async Task Id_ThatIsNotGiven_IsRefused()
    {
        await owner.Http.GetAsync("/api/channels").IsRefused(400, "INVALID_REQUEST");
        await owner.Http.PostAsJsonAsync("/api/channels", new { name = "general", type = "public" }).IsRefused(400, "INVALID_REQUEST");
    }

    [TestCase("ab", "public")]
    [TestCase("general", "direct")]
    [TestCase("general", "")]
    [TestCase("gen\0eral", "public")]
    public Task Channel_ThatBreaksARule_IsRefused(string name, string type) => owner.Http
        .PostAsJsonAsync("/api/channels", new { workspace_id = channel.WorkspaceId, name, type }).IsRefused(400, "INVALID_REQUEST");

    [Test]
    public Task Channel_OfATakenName_IsAConflict() => owner.Http
        .PostAsJsonAsync("/api/channels", new { workspace_id = channel.WorkspaceId, name = "General", type = "public" }).IsRefused(409, "CONFLICT");

    [Test]
    public async Task HubCall_ThatIsMalformed_IsRefusedWithItsCode_AndTheConnectionLives()
    {
        await using var hub = await owner.Connect();
        Refused("INVALID_REQUEST", new { channel_id = channel.Id, content = new string('x', 5000) });
        Refused("INVALID_REQUEST", new { channel_id = channel.Id, content = "a\0b" });
        Refused("INVALID_REQUEST", new { channel_id = channel.Id });
        Refused("INVALID_REQUEST", new { content = "hi" });
        Refused("INVALID_REQUEST", null);
        Refused("NOT_FOUND", new { channel_id = Unknown, content = "hi" });
        Refused("NOT_FOUND", new { channel_id = "nonsense", content = "hi" });
        Refused("UNPROCESSABLE", new { channel_id = channel.Id, content = "hi", thread_id = Unknown });
        // What does not bind at all gets SignalR's own words.
        Assert.That(() => hub.InvokeAsync("message:send", "nonsense"), Throws.TypeOf<HubException>());
        Assert.That(hub.State, Is.EqualTo(HubConnectionState.Connected));

        void Refused(string code, object? argument) => new Func<Task>(() => hub.InvokeAsync("message:send", argument)).IsRefused(code);
    }

    private static Task<long> Rows() => Shared.Server.Database.Scalar<long>("SELECT (SELECT count(*) FROM messages) + (SELECT count(*) FROM channel_events)");

    private Task<HttpResponseMessage> Post(object body) => owner.Http.PostAsJsonAsync($"/api/channels/{channel.Id}/messages", body);
}
