using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ChatFlow.Tests.Postgres;

namespace ChatFlow.Chaos.Tests;

/// <summary>The real server as a process, on a port that it keeps over its deaths.</summary>
/// <param name="redis">Null for a node alone; else the Redis that it shares with others.</param>
internal sealed class ServerProcess(TestDatabase database, string signingKey, string? redis = null) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private Process? process;

    public int Port { get; } = FreePort();

    public async Task Start()
    {
        var assembly = typeof(Program).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", [assembly]) { RedirectStandardOutput = true, WorkingDirectory = Path.GetDirectoryName(assembly) };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{Port}",
            ["ConnectionStrings__Postgres"] = database.ConnectionString,
            ["ConnectionStrings__Redis"] = redis ?? TestDatabase.Redis,
            ["Cluster__Enabled"] = redis is null ? "false" : "true",
            ["Jwt__SigningKey"] = signingKey,
            ["Mail__PickupDirectory"] = Path.GetTempPath(),
            ["Files__Directory"] = Path.GetTempPath(),
            ["RateLimits__Enabled"] = "false",
            ["Serilog__MinimumLevel__Default"] = "Error",
        })
            start.Environment[name] = value;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => TestContext.Out.WriteLine(line.Data);
        process.BeginOutputReadLine();
        await UntilReady();
    }

    /// <summary>As kill -9 does: nothing is flushed, nobody is told.</summary>
    public void Kill()
    {
        process!.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (process is { HasExited: false })
            Kill();
        process?.Dispose();
        http.Dispose();
    }

    private async Task UntilReady()
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                if ((await http.GetAsync($"http://127.0.0.1:{Port}/health/ready")).IsSuccessStatusCode)
                    return;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && TimeProvider.System.GetElapsedTime(begin) < Patience)
            {
                // Not yet.
            }
            await Task.Delay(100);
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
