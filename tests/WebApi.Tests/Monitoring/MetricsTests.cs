using System.Net;
using System.Text.RegularExpressions;
using ChatFlow.Tests.Smtp;

namespace ChatFlow.WebApi.Tests.Monitoring;

public partial class MetricsTests
{
    // The last of a backup, which the deploy tests ask.
    private static readonly string[] OfOthers = ["up", "chatflow_backup_completed_seconds"];

    private SmtpServer smtp = null!;
    private ChatServer server = null!;

    [SetUp]
    public async Task Start()
    {
        smtp = await SmtpServer.Start();
        server = FullUse.Server(smtp);
    }

    [TearDown]
    public async Task Stop()
    {
        await server.DisposeAsync();
        await smtp.DisposeAsync();
    }

    [Test]
    public async Task Rules_AndPanels_NameOnlyMetricsThatTheServerHas()
    {
        var metrics = await AfterUse();
        var there = metrics.Lines.Select(line => Sample().Match(line).Groups["name"].Value).Concat(OfOthers).Concat(NamedMetrics.Recorded()).ToHashSet();
        var expressions = NamedMetrics.Expressions();
        Assert.That(expressions, Has.Count.GreaterThan(40));
        Assert.That(expressions.SelectMany(NamedMetrics.In).Distinct().Where(name => !there.Contains(name)), Is.Empty);
    }

    [Test]
    public async Task Documentation_HasEveryMetricOfOurs_WithItsTypeAndLabels()
    {
        var metrics = await AfterUse();
        var documented = NamedMetrics.Documented();
        Assert.Multiple(() =>
        {
            Assert.That(metrics.Types.Keys.Where(name => name.StartsWith("chatflow_", StringComparison.Ordinal)), Is.SubsetOf(documented.Select(row => row.Name)));
            foreach (var (name, type, labels) in documented)
            {
                Assert.That(metrics.Types.GetValueOrDefault(name), Is.EqualTo(type), name);
                Assert.That(metrics.LabelsOf(name), Is.SupersetOf(labels), name);
                if (name.StartsWith("chatflow_", StringComparison.Ordinal))
                    Assert.That(metrics.LabelsOf(name), Is.SubsetOf(labels), name);
            }
        });
    }

    [Test]
    public async Task Labels_HaveNoIds_AndStatementsTheirNames()
    {
        var metrics = await AfterUse();
        Assert.Multiple(() =>
        {
            Assert.That(metrics.Lines.Where(line => Id().IsMatch(line)), Is.Empty, "each would be a series of its own");
            Assert.That(metrics.Lines, Has.Some.Contains("http_route=\"/api/channels/{id}/messages/\""));
            Assert.That(metrics.Lines, Has.Some.StartsWith("rpc_server_call_duration_seconds_count").And.Contains("rpc_method=\"message:send\""));
            Assert.That(metrics.Lines, Has.Some.StartsWith("db_client_operation_duration_seconds_count").And.Contains("db_query_summary=\"ChannelLogSql.Write\""));
            Assert.That(metrics.Lines.Count(line => line.StartsWith("db_client_operation_duration_seconds_count", StringComparison.Ordinal)), Is.GreaterThan(50));
        });
    }

    [Test]
    public async Task Message_IsMeasured_FromItsCallToItsCommitAndItsPush()
    {
        var before = await Read();
        await new FullUse(server, smtp).Do();
        var after = await Read();
        foreach (var name in new[] { "chatflow_message_commit_duration_seconds_count", "chatflow_message_push_duration_seconds_count" })
            Assert.That(after.Sum(name) - before.Sum(name), Is.GreaterThanOrEqualTo(4), name);
    }

    [TestCase("X-Forwarded-For", "203.0.113.7")]
    [TestCase("Forwarded", "for=203.0.113.7")]
    [TestCase("Via", "1.1 proxy")]
    public async Task Page_OverAProxy_IsNotThere(string header, string value)
    {
        using var http = server.Http();
        http.DefaultRequestHeaders.TryAddWithoutValidation(header, value);
        await http.GetAsync("/metrics").IsRefused(404, "NOT_FOUND");
    }

    [TestCase(null, 404)]
    [TestCase("203.0.113.0/24", 404)]
    [TestCase("{here}", 200)]
    public async Task Page_FromAnotherMachine_IsThereForThoseWhoAreAllowed(string? allowed, int status)
    {
        // An address of this machine that is not the loopback stands for another machine.
        if (Array.Find(await Dns.GetHostAddressesAsync(Dns.GetHostName()), address => address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork && !IPAddress.IsLoopback(address)) is not { } here)
        {
            Assert.Ignore("This machine has no address but the loopback.");
            return;
        }
        (string, string)[] settings = allowed is null ? [] : [("Metrics:AllowedNetworks:0", allowed.Replace("{here}", here.ToString()))];
        await using var open = new ChatServer(Shared.Server.Database, [("urls", $"http://{here}:0"), .. settings]);
        using var answer = await open.Http().GetAsync("/metrics");
        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
    }

    private async Task<Exposition> AfterUse()
    {
        await new FullUse(server, smtp).Do();
        return await Read();
    }

    private async Task<Exposition> Read() => new((await server.Http().GetStringAsync("/metrics")).Split('\n'));

    [GeneratedRegex(@"^(?<name>[a-zA-Z_:][\w:]*)")]
    private static partial Regex Sample();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-")]
    private static partial Regex Id();

    [GeneratedRegex(@"[{,](?<label>\w+)=""")]
    private static partial Regex Label();

    /// <summary>What /metrics says.</summary>
    private sealed record Exposition(string[] Lines)
    {
        public Dictionary<string, string> Types { get; } =
            Lines.Select(line => line.Split(' ')).Where(words => words is ["#", "TYPE", ..]).ToDictionary(words => words[2], words => words[3].Trim());

        public double Sum(string name) => Of(name).Sum(line => double.Parse(line.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture));

        public HashSet<string> LabelsOf(string name) =>
        [
            .. from line in Of(name).Concat(Of($"{name}_count"))
               from Match match in Label().Matches(line)
               let label = match.Groups["label"].Value
               where !label.StartsWith("otel_scope_", StringComparison.Ordinal)
               select label,
        ];

        private IEnumerable<string> Of(string name) => Lines.Where(line => line.StartsWith(name + "{", StringComparison.Ordinal) || line.StartsWith(name + " ", StringComparison.Ordinal));
    }
}
