using System.Text.Json;
using System.Text.RegularExpressions;

namespace ChatFlow.Deploy.Tests;

/// <summary>What an administrator sees of the servers on their machine: numbers for Prometheus, and the log.</summary>
internal static partial class Watching
{
    private const string Settings = "/etc/chatflow/settings.json";
    private const string Detail = "\"UseCase\":\"GetMe\"";

    /// <summary>What the release gives Prometheus names every server, and each tells its metrics to this machine.</summary>
    public static async Task CheckMetrics(Machine machine, IEnumerable<string> ports)
    {
        var targets = Target().Matches(machine.Run("cat", "/opt/chatflow/current/deploy/prometheus/prometheus.yml")).Select(target => target.Value).ToList();
        Assert.That(targets, Is.EqualTo(ports.Select(port => $"127.0.0.1:{port}")));
        using var http = new HttpClient();
        foreach (var target in targets)
            Assert.That(await http.GetStringAsync(new Uri($"http://{target}/metrics")), Does.Contain("chatflow_memory_utilization{").And.Contain("http_server_request_duration_seconds_count{"));
    }

    /// <summary>The settings file changes how much the servers log, and they are not started anew for it.</summary>
    public static async Task CheckLevels(Machine machine, Person person)
    {
        var started = Processes(machine);
        Assert.That(Log(machine), Does.Not.Contain(Detail));
        await File.WriteAllTextAsync(machine.Inside(Settings), """{"Serilog": {"MinimumLevel": {"Default": "Debug"}}}""");
        await Machine.Wait("the log has details", () => Told(machine, person));
        await File.WriteAllTextAsync(machine.Inside(Settings), "{}");
        await Machine.Wait("the log has no details any more", () => !Told(machine, person));
        Assert.That(Processes(machine), Is.EqualTo(started));
    }

    /// <summary>The log is JSON, tells who asked what, and nothing that is nobody's business.</summary>
    public static void CheckLog(Machine machine, IEnumerable<string> secrets)
    {
        var lines = Log(machine).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var ofNginx = machine.Run("sh", "-c", "cat /var/log/nginx/*").Split('\n');
        var sent = lines.Select(line => JsonDocument.Parse(line).RootElement)
            .Where(line => line.TryGetProperty("RequestPath", out var path) && path.GetString()!.EndsWith("/messages", StringComparison.Ordinal)).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(sent, Is.Not.Empty);
            Assert.That(sent.Where(line => !line.TryGetProperty("request_id", out _) || !line.TryGetProperty("user_id", out _)), Is.Empty);
            foreach (var secret in secrets)
                Assert.That(lines.Concat(ofNginx).Where(line => line.Contains(secret, StringComparison.Ordinal)), Is.Empty);
        });
    }

    /// <summary>Notes of every server that stops from here on what nginx was told of it by then.</summary>
    public static void NoteStops(Machine machine)
    {
        var units = Directory.CreateDirectory(machine.Inside("/etc/systemd/system/chatflow@.service.d")).FullName;
        File.WriteAllText(Path.Combine(units, "note.conf"), "[Service]\nExecStopPost=+/bin/sh -c 'grep :%i /etc/chatflow/nodes.conf >> /srv/stopped; true'\n");
    }

    public static string[] Stops(Machine machine) => machine.Read("/srv/stopped").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static bool Told(Machine machine, Person person)
    {
        var since = machine.Run("date", "+@%s.%6N").Trim();
        // Each server in turn.
        foreach (var _ in Enumerable.Range(0, 4))
            person.Get("/api/auth/me").Wait();
        return Log(machine, "--since", since).Contains(Detail, StringComparison.Ordinal);
    }

    private static string Processes(Machine machine) => machine.Run("systemctl", "show", "-p", "MainPID", "chatflow@8291", "chatflow@8292");

    /// <summary>What the servers wrote; what systemd says of them is no JSON.</summary>
    private static string Log(Machine machine, params string[] arguments)
    {
        machine.Run("journalctl", "--sync");
        return machine.Run("journalctl", ["-q", "-o", "cat", "-u", "chatflow@*", "_COMM=ChatFlow.WebApi", .. arguments]);
    }

    [GeneratedRegex(@"127\.0\.0\.1:82\d\d")]
    private static partial Regex Target();
}
