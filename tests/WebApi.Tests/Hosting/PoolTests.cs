using System.Net.Http.Json;
using Npgsql;

namespace ChatFlow.WebApi.Tests.Hosting;

/// <summary>
/// Whoever holds a connection to the database and asks for a second one waits, when everybody does so at once, for those who wait for it.
/// Ten times as many requests at once as the pool has connections would show it: they are refused after 5 s.
/// </summary>
public class PoolTests
{
    [Test]
    public async Task Pool_ThatHasNoConnectionLeft_SaysSo_AndRecovers()
    {
        await using var server = new ChatServer(Shared.Server.Database, ("ConnectionStrings:Postgres", Shared.Server.Database.ConnectionString + ";Timeout=1"));
        var person = await Person.SignUp(Shared.Server);
        var channel = await person.CreateChannel(await person.CreateWorkspace());
        var message = await person.Send(channel, "hi");
        using var http = server.Http(person.Token);
        (await http.GetAsync($"/api/messages/{message.Id}")).EnsureSuccessStatusCode();
        await using var connection = await Shared.Server.Database.DataSource.OpenConnectionAsync();
        await using var holding = await connection.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("SELECT 1 FROM channels WHERE id = $1 FOR UPDATE", connection, holding) { Parameters = { new() { Value = channel.Id } } })
            await hold.ExecuteScalarAsync();

        var waiting = Enumerable.Range(0, 40).Select(_ => http.PutAsJsonAsync($"/api/messages/{message.Id}", new { content = "changed" })).ToList();
        // The first that is answered is one that found no connection.
        await await Task.WhenAny(waiting);
        var refused = await http.GetAsync($"/api/messages/{message.Id}");
        Assert.That((int)refused.StatusCode, Is.EqualTo(503));
        Assert.That(refused.Headers.RetryAfter!.Delta, Is.GreaterThan(TimeSpan.Zero));
        Assert.That((await refused.Error()).Code, Is.EqualTo("SERVICE_UNAVAILABLE"));

        await holding.RollbackAsync();
        Assert.That((await Task.WhenAll(waiting)).Select(answer => (int)answer.StatusCode).Distinct().Order(), Is.EqualTo(new[] { 200, 503 }));
        Assert.That((int)(await http.GetAsync($"/api/messages/{message.Id}")).StatusCode, Is.EqualTo(200));
    }

    [TestCase("GET", "/api/messages/{message}")]
    [TestCase("GET", "/api/messages/{message}/thread")]
    [TestCase("GET", "/api/channels/{channel}")]
    [TestCase("GET", "/api/channels/{channel}/events")]
    [TestCase("GET", "/api/channels/{channel}/messages")]
    [TestCase("GET", "/api/channels/{channel}/members")]
    [TestCase("POST", "/api/channels/{channel}/members")]
    [TestCase("POST", "/api/channels/{channel}/messages")]
    [TestCase("POST", "/api/channels/{channel}/read")]
    [TestCase("GET", "/api/workspaces/{workspace}/members")]
    [TestCase("GET", "/api/notifications")]
    public async Task Requests_ManyAtOnce_DoNotWaitForEachOther(string method, string path)
    {
        var person = await Person.SignUp(Shared.Server);
        var workspace = await person.CreateWorkspace();
        var channel = await person.CreateChannel(workspace);
        var message = await person.Send(channel, $"@{person.User.Username}");
        var address = path.Replace("{workspace}", workspace.Id.ToString()).Replace("{channel}", channel.Id.ToString()).Replace("{message}", message.Id.ToString());

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => method == "GET"
            ? person.Http.GetAsync(address) : person.Http.PostAsJsonAsync(address, new { content = "hi", seq = 2 })));

        Assert.That(answers.Select(answer => (int)answer.StatusCode), Is.All.InRange(200, 201));
    }
}
