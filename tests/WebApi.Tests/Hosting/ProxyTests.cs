using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using ChatFlow.WebApi.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ChatFlow.WebApi.Tests.Hosting;

public class ProxyTests
{
    // Requests of these tests come from this machine, which is believed; the middle one of three proxies is not.
    [TestCase("203.0.113.9", "203.0.113.9")]
    [TestCase("203.0.113.9, 198.51.100.7", "198.51.100.7")]
    [TestCase("not an address", "127.0.0.1")]
    public async Task WhoeverStandsInFront_SaysWhoAsks_AndWhatTheyThemselvesClaimedIsNotBelieved(string forwarded, string address) =>
        Assert.That(await AddressOfASession(Shared.Server, forwarded), Is.EqualTo(address));

    [TestCase("198.51.100.7", "203.0.113.9", "203.0.113.9")]
    [TestCase("198.51.100.7", "192.0.2.5, 203.0.113.9", "203.0.113.9")]
    [TestCase("192.0.2.1", "203.0.113.9", "192.0.2.1")]
    public async Task ProxiesOfTheNamedNetworks_AreBelieved_AndNobodyElse(string neighbour, string forwarded, string address)
    {
        await using var server = new ChatServer(
            Shared.Server.Database, services => services.AddSingleton<IStartupFilter>(new ComesFrom(IPAddress.Parse(neighbour))), ("Proxies:Networks:0", "198.51.100.0/24"));
        Assert.That(await AddressOfASession(server, forwarded), Is.EqualTo(address));
    }

    [Test]
    public void Network_ThatIsNone_KeepsTheServerFromStarting() => Assert.That(
        new ProxiesCheck().Validate(null, new ProxyOptions { Networks = ["10.0.0.7", "everybody"] }).Failures,
        Is.EqualTo(new[] { "Proxies__Networks__1 is neither an address nor a network, such as 10.0.0.7 or 10.0.0.0/24." }));

    private static async Task<string?> AddressOfASession(ChatServer server, string forwarded)
    {
        var person = await Person.SignUp(server);
        using var http = server.Http();
        http.DefaultRequestHeaders.Add("X-Forwarded-For", forwarded);
        var session = await http.Post<JsonElement>("/api/auth/login", new { email = person.User.Email, password = Person.Password });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session.GetProperty("access_token").GetString());
        var current = (await http.Page<JsonElement>("/api/auth/sessions")).Data.Single(session => session.GetProperty("current").GetBoolean());
        return current.GetProperty("address").GetString();
    }

    /// <summary>Every connection seems to come from there.</summary>
    private sealed class ComesFrom(IPAddress address) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, rest) =>
            {
                http.Connection.RemoteIpAddress = address;
                return rest(http);
            });
            next(app);
        };
    }
}
