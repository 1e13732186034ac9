using System.Net.Http.Json;

namespace ChatFlow.WebApi.Tests.Hosting;

/// <summary>
/// Whoever holds a connection to the database and asks for a second one waits, when everybody does so at once, for those who wait for it.
/// Ten times as many requests at once as the pool has connections would show it: they are refused after 15 s.
/// </summary>
public class PoolTests
{
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
