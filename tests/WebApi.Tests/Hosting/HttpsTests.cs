using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace ChatFlow.WebApi.Tests.Hosting;

public class HttpsTests
{
    private string certificate = null!;
    private string thumbprint = null!;

    [SetUp]
    public void MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=chat.example.org", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var signed = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        thumbprint = signed.Thumbprint;
        certificate = Path.GetTempFileName();
        File.WriteAllBytes(certificate, signed.Export(X509ContentType.Pfx));
    }

    [TearDown]
    public void DeleteCertificate() => File.Delete(certificate);

    [TestCase("Production", true)]
    [TestCase("Development", false)]
    public async Task Server_WithACertificate_SendsBrowsersToHttps_AndHasThemComeBackByIt(string environment, bool stays)
    {
        await using var server = Server(environment, "http://127.0.0.1:0;https://127.0.0.1:0");
        var (plain, secure) = (AddressOf(server, "http"), AddressOf(server, "https"));

        var redirected = await Get(new Uri(plain, "/api/auth/me?x=1"));
        Assert.That(redirected.StatusCode, Is.EqualTo(HttpStatusCode.TemporaryRedirect).Or.EqualTo(HttpStatusCode.PermanentRedirect));
        Assert.That(redirected.Headers.Location, Is.EqualTo(new Uri($"https://chat.example.org:{secure.Port}/api/auth/me?x=1")));
        Assert.That(redirected.Headers.Contains("Strict-Transport-Security"), Is.False, "over plain HTTP anybody could have said it");

        var answer = await Get(new Uri(secure, "/api/auth/me"));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(answer.Headers.TryGetValues("Strict-Transport-Security", out var values), Is.EqualTo(stays));
        Assert.That(values ?? ["max-age=2592000"], Is.EqualTo(new[] { "max-age=2592000" }));
    }

    [Test]
    public async Task Server_BehindAProxyThatDoesTls_RedirectsNobody()
    {
        await using var server = Server("Production", "http://127.0.0.1:0");
        var answer = await Get(new Uri(AddressOf(server, "http"), "/api/auth/me"));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(answer.Headers.Contains("Strict-Transport-Security"), Is.False);
    }

    private ChatServer Server(string environment, string urls) => new(
        Shared.Server.Database, ("environment", environment), ("urls", urls), ("Kestrel:Certificates:Default:Path", certificate));

    private static Uri AddressOf(ChatServer server, string scheme) => server.Services.GetRequiredService<IServer>().Features
        .Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address)).Single(address => address.Scheme == scheme);

    /// <summary>By the name of a real host: browsers and the server make exceptions for the local one.</summary>
    private async Task<HttpResponseMessage> Get(Uri address)
    {
        using var http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == thumbprint },
        });
        http.DefaultRequestHeaders.Host = "chat.example.org";
        return await http.GetAsync(address);
    }
}
