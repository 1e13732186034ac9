using System.Diagnostics;

namespace ChatFlow.Build.Tests;

/// <summary>What is given to Prometheus, checked by its own tool.</summary>
public sealed class PrometheusTests
{
    private static readonly string Folder = Path.Combine(Repository.Find().Build, "deploy", "prometheus");

    [TestCase("check", "config", "prometheus.yml")]
    [TestCase("test", "rules", "chatflow.rules.test.yml")]
    public async Task Promtool_HasNothingToSay(params string[] arguments)
    {
        if (Executables.Find("promtool") is not { } promtool)
        {
            Assert.Ignore("There is no promtool. On Debian: apt-get install prometheus; as root, the build program's test does it.");
            return;
        }
        using var running = Process.Start(new ProcessStartInfo(promtool, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = await Task.WhenAll(running.StandardOutput.ReadToEndAsync(), running.StandardError.ReadToEndAsync());
        await running.WaitForExitAsync();
        Assert.That(running.ExitCode, Is.Zero, string.Concat(said));
    }

    [Test]
    public void Alerts_AreAllTested_AndExplained()
    {
        var alerts = File.ReadLines(Path.Combine(Folder, "chatflow.rules.yml")).Select(line => line.Trim())
            .Where(line => line.StartsWith("- alert: ", StringComparison.Ordinal)).Select(line => line["- alert: ".Length..]).ToList();
        Assert.That(alerts, Has.Count.GreaterThan(6));
        var tests = File.ReadAllText(Path.Combine(Folder, "chatflow.rules.test.yml"));
        var page = File.ReadAllText(Path.Combine(Repository.Find().Root, "docs", "monitoring.md"));
        Assert.That(alerts.Where(alert => !tests.Contains($"alertname: {alert}\n", StringComparison.Ordinal) || !page.Contains(alert, StringComparison.Ordinal)), Is.Empty);
    }
}
