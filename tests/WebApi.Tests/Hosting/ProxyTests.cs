using System.Net.Http.Headers;
using System.Text.Json;
using ChatFlow.WebApi.Hosting;

namespace ChatFlow.WebApi.Tests.Hosting;

public class ProxyTests
{
    // Requests of these tests come from this machine, which is believed; the middle one of three proxies is not.
    [TestCase("203.0.113.9", "203.0.113.9")]
    [TestCase("203.0.113.9, 198.51.100.7", "198.51.100.7")]
    [TestCase("not an address", "127.0.0.1")]
    public async Task WhoeverStandsInFront_SaysWhoAsks_AndWhatTheyThemselvesClaimedIsNotBelieved(string forwarded, string address)
    {
        var person = await Person.SignUp(Shared.Server);
        using var http = Shared.Server.Http();
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/auth/login")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { email = person.User.Email, password = Person.Password }),
            Headers = { { "X-Forwarded-For", forwarded } },
        };
        var token = (await (await http.SendAsync(request)).Data<JsonElement>()).GetProperty("access_token").GetString();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var current = (await http.Page<JsonElement>("/api/auth/sessions")).Data.Single(session => session.GetProperty("current").GetBoolean());
        Assert.That(current.GetProperty("address").GetString(), Is.EqualTo(address));
    }

    [Test]
    public async Task Networks_AreTakenFromTheOptions()
    {
        await using var server = new ChatServer(Shared.Server.Database, ("Proxies:Networks:0", "198.51.100.0/24"));
        var person = await Person.SignUp(server);
        using var http = server.Http();
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9, 198.51.100.7");
        var token = (await (await http.PostAsync("/api/auth/login", System.Net.Http.Json.JsonContent.Create(new { email = person.User.Email, password = Person.Password }))).Data<JsonElement>())
            .GetProperty("access_token").GetString();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var current = (await http.Page<JsonElement>("/api/auth/sessions")).Data.Single(session => session.GetProperty("current").GetBoolean());
        Assert.That(current.GetProperty("address").GetString(), Is.EqualTo("198.51.100.7"), "one proxy is believed, and no more than one");
    }

    [Test]
    public void Network_ThatIsNone_KeepsTheServerFromStarting() => Assert.That(
        new ProxiesCheck().Validate(null, new ProxyOptions { Networks = ["10.0.0.7", "everybody"] }).Failures,
        Is.EqualTo(new[] { "Proxies__Networks__1 is neither an address nor a network, such as 10.0.0.7 or 10.0.0.0/24." }));
}
