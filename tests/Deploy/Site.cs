using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace ChatFlow.Deploy.Tests;

/// <summary>The site as browsers meet it: the client's files, the servers' answers, and the same security headers on all of them.</summary>
internal static class Site
{
    /// <summary>The name that tls.conf.example speaks of.</summary>
    public const string Name = "chat.example.org";

    private static readonly int[] PlainPorts = [80, 8282];

    /// <summary>An address of this machine that is not the loopback: to nginx, whoever comes from there is somebody else.</summary>
    private const string Outside = "192.0.2.1";

    private static readonly string[] SecurityHeaders =
    [
        "Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy", "Permissions-Policy", "Server", "Strict-Transport-Security",
    ];

    // Dots, codes and doubled strokes are ways around a rule that compares texts.
    private static readonly string[] WaysToMetrics = ["/metrics", "/metrics/", "//metrics", "/%6detrics", "/api/%2e%2e/metrics", "/api/..%2fmetrics", "/health/../metrics"];

    /// <returns>The address of the client's script, which is different in each release.</returns>
    public static async Task<Uri> Check(HttpClient http)
    {
        var page = await http.GetAsync("/");
        var html = await page.Content.ReadAsStringAsync();
        var asset = new Uri(System.Text.RegularExpressions.Regex.Match(html, "src=\"(/assets/[^\"]+)\"").Groups[1].Value, UriKind.Relative);
        var script = await http.GetAsync(asset);
        var channelPage = await http.GetAsync($"/c/{Guid.Empty}");
        var (notThere, metrics, api) = (await http.GetAsync("/assets/none.js"), await http.GetAsync("/metrics"), await http.GetAsync("/api/health"));
        Assert.Multiple(async () =>
        {
            Assert.That(page.Headers.CacheControl!.NoCache, Is.True);
            Assert.That(script.Headers.GetValues("Cache-Control").Single(), Is.EqualTo("public, max-age=31536000, immutable"));
            Assert.That(await channelPage.Content.ReadAsStringAsync(), Is.EqualTo(html), "the client's own addresses are all the one page");
            Assert.That(notThere.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
            foreach (var path in new[] { "/health", "/health/live", "/health/ready", "/api/health", "/openapi/v1.json", "/docs" })
                Assert.That((await http.GetAsync(path)).IsSuccessStatusCode, Is.True, path);
            foreach (var answer in new[] { page, script, channelPage, notThere, metrics })
                Assert.That(Security(answer), Is.EqualTo(Security(api)), $"nginx says what the servers say: {answer.RequestMessage!.RequestUri}");
            foreach (var path in WaysToMetrics)
                Assert.That(await (await http.GetAsync(AsItStands(http.BaseAddress!, path))).Content.ReadAsStringAsync(), Does.Not.Contain("# TYPE"), path);
            Assert.That(metrics.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(await (await http.GetAsync("/api/none")).Content.ReadAsStringAsync(), Does.Contain("\"NOT_FOUND\""));
        });
        return asset;
    }

    /// <summary>Gives the machine that address, and a certificate of its own for that name where docs/operations.md has one.</summary>
    public static async Task TurnTlsOn(Machine machine)
    {
        Machine.Outside("ip", "address", "replace", $"{Outside}/32", "dev", "lo");
        var certificates = $"/etc/letsencrypt/live/{Name}";
        machine.Run("mkdir", "-p", certificates, "/var/www/html/.well-known/acme-challenge");
        machine.Run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", $"/CN={Name}",
            "-addext", $"subjectAltName=DNS:{Name}", "-keyout", $"{certificates}/privkey.pem", "-out", $"{certificates}/fullchain.pem");
        machine.Run("cp", "/opt/chatflow/current/deploy/nginx/tls.conf.example", "/etc/chatflow/nginx-tls.conf");
        machine.Run("nginx", "-t", "-q");
        machine.Run("systemctl", "reload", "nginx");
        // For a tenth of a second the old workers take connections beside the new ones.
        using var http = new HttpClient(FromOutside(machine, redirected: false)) { DefaultRequestHeaders = { ConnectionClose = true } };
        var inARow = 0;
        await Machine.Wait("nginx sends others to TLS", () => (inARow = PlainPorts.All(IsSentToTls) ? inARow + 1 : 0) == 10);

        bool IsSentToTls(int port) => http.GetAsync(new Uri($"http://{Name}:{port}/")).Result.StatusCode == HttpStatusCode.MovedPermanently;
    }

    /// <summary>Asks that name from outside, and believes that certificate and no other.</summary>
    private static SocketsHttpHandler FromOutside(Machine machine, bool redirected = true)
    {
        var certificate = X509Certificate2.CreateFromPem(machine.Read($"/etc/letsencrypt/live/{Name}/fullchain.pem"));
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = redirected,
            ConnectCallback = async (context, cancel) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Parse(Outside), context.DnsEndPoint.Port, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
            SslOptions = { RemoteCertificateValidationCallback = (_, given, _, _) => given is not null && given.GetRawCertData().AsSpan().SequenceEqual(certificate.RawData) },
        };
    }

    /// <summary>Who asks without TLS is told to come with it, on every port; a certificate's renewal is not.</summary>
    public static async Task CheckRedirection(Machine machine)
    {
        using var http = new HttpClient(FromOutside(machine, redirected: false));
        await File.WriteAllTextAsync(machine.Inside("/var/www/html/.well-known/acme-challenge/token"), "proof");
        Assert.Multiple(async () =>
        {
            foreach (var origin in PlainPorts.Select(port => new Uri($"http://{Name}:{port}").GetLeftPart(UriPartial.Authority)))
            {
                var sent = await http.GetAsync(new Uri($"{origin}/c/1?m=2"));
                Assert.That((sent.StatusCode, sent.Headers.Location), Is.EqualTo((HttpStatusCode.MovedPermanently, new Uri($"https://{Name}/c/1?m=2"))), origin);
                Assert.That((await http.GetAsync(new Uri($"{origin}/api/health"))).StatusCode, Is.EqualTo(HttpStatusCode.MovedPermanently), origin);
            }
            Assert.That(await http.GetStringAsync(new Uri($"http://{Name}/.well-known/acme-challenge/token")), Is.EqualTo("proof"));
        });
    }

    /// <summary>Everything is there over TLS as well: the site, signing in, and the hub's socket.</summary>
    public static async Task CheckOverTls(Machine machine, Guid channel)
    {
        using var http = new HttpClient(FromOutside(machine)) { BaseAddress = new Uri($"https://{Name}"), DefaultRequestVersion = HttpVersion.Version20 };
        await Check(http);
        var page = await http.GetAsync("/");
        Assert.That(page.Version, Is.EqualTo(HttpVersion.Version20));
        Assert.That(page.Headers.GetValues("Strict-Transport-Security").Single(), Does.StartWith("max-age="));
        using var person = await Person.LogIn("person0@example.org", http);
        var session = (await person.Get("/api/auth/sessions")).EnumerateArray().Single(session => session.GetProperty("current").GetBoolean());
        Assert.That(session.GetProperty("address").GetString(), Is.EqualTo(Outside));
        var message = await person.SayOverTheHub(new Uri($"https://{Name}/hub"), FromOutside(machine), channel, "by TLS");
        Assert.That((await person.Get($"/api/messages/{message}")).GetProperty("content").GetString(), Is.EqualTo("by TLS"));
    }

    private static Uri AsItStands(Uri site, string path) =>
        new(site.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    private static IEnumerable<string> Security(HttpResponseMessage answer) =>
        SecurityHeaders.Select(name => $"{name}: {(answer.Headers.TryGetValues(name, out var values) ? string.Join(" | ", values) : "")}");
}
