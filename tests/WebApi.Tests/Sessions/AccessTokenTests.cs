using ChatFlow.Domain;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ChatFlow.WebApi.Tests.Sessions;

public class AccessTokenTests
{
    private const string OtherKey = "another key, which this server has never seen";

    private static readonly Guid User = TimeProvider.System.NewId();

    public static IEnumerable<TestCaseData> BadTokens()
    {
        yield return Bad(null, "UNAUTHORIZED", "none");
        yield return Bad("nonsense", "TOKEN_INVALID", "no JWT");
        yield return Bad(Token(hours: -1), "TOKEN_EXPIRED", "expired");
        yield return Bad(Token(key: OtherKey), "TOKEN_INVALID", "forged");
        yield return Bad(Token(key: OtherKey, hours: -1), "TOKEN_INVALID", "forged and expired");
        yield return Bad(Token(issuer: "elsewhere"), "TOKEN_INVALID", "of another issuer");
        yield return Bad(Token(type: "refresh_token"), "TOKEN_INVALID", "of another type");
        yield return Bad(Token(algorithm: SecurityAlgorithms.HmacSha512, key: ChatServer.SigningKey + ChatServer.SigningKey), "TOKEN_INVALID", "other key and algorithm");
        yield return Bad(Unsigned(), "TOKEN_INVALID", "not signed at all");
        yield return Bad(Token()[..^4] + "AAAA", "TOKEN_INVALID", "tampered");

        static TestCaseData Bad(string? token, string code, string name) => new TestCaseData(token, code).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(BadTokens))]
    public async Task Request_WithABadToken_IsRefusedWithItsCode(string? token, string code)
    {
        var http = Shared.Server.Http(token);
        await http.GetAsync("/api/auth/me").IsRefused(401, code);
        await http.PostAsync("/api/workspaces", null).IsRefused(401, code);
        Assert.That((await http.GetAsync("/api/auth/me")).Headers.WwwAuthenticate.ToString(), Does.StartWith("Bearer"));
    }

    [TestCaseSource(nameof(BadTokens))]
    public void Socket_WithABadToken_DoesNotOpen(string? token, string code) => Assert.That(
        () => Shared.Server.Connect(token ?? ""), Throws.TypeOf<HttpRequestException>().With.Message.Contains("401"), code);

    [Test]
    public async Task Token_MadeLikeOurs_WouldBeTaken()
    {
        // Or the refusals above are for another reason than they say.
        var person = await Person.SignUp(Shared.Server);
        var session = new JsonWebTokenHandler().ReadJsonWebToken(person.Token).GetClaim("sid").Value;
        var http = Shared.Server.Http(Token(user: person.User.Id, session: session));
        Assert.That((int)(await http.GetAsync("/api/auth/me")).StatusCode, Is.EqualTo(200));
        await Shared.Server.Http(Token(user: person.User.Id)).GetAsync("/api/auth/me").IsRefused(401, "TOKEN_INVALID");
    }

    [Test]
    public async Task TokenInTheQuery_IsTakenByTheHubAlone()
    {
        var person = await Person.SignUp(Shared.Server);
        await Shared.Server.Http().GetAsync($"/api/auth/me?access_token={person.Token}").IsRefused(401, "UNAUTHORIZED");
        await using var hub = new HubConnectionBuilder().WithUrl(new Uri(Shared.Server.Address, $"/hub?access_token={person.Token}")).Build();
        Assert.That(() => hub.StartAsync(), Throws.Nothing);
    }

    private static string Token(
        string key = ChatServer.SigningKey, double hours = 1, string issuer = "chatflow", string type = "access_token",
        string algorithm = SecurityAlgorithms.HmacSha256, Guid? user = null, string? session = null) =>
        TestTokens.Make(user ?? User, session ?? User.ToString(), key, hours, issuer, type, algorithm);

    private static string Unsigned() => string.Join('.', Token().Split('.') switch
    {
        var parts => [Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}"""), parts[1], ""],
    });
}
