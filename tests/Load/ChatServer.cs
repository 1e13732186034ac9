using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace ChatFlow.Load;

/// <summary>The real server: a process of its own without rate limits, or the one that was given.</summary>
internal sealed class ChatServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process? process;

    private ChatServer(string url, Process? process)
    {
        this.process = process;
        Http = new HttpClient { BaseAddress = new Uri(url) };
    }

    public HttpClient Http { get; }

    public static async Task<ChatServer> Start(Target target, CancellationToken stop)
    {
        if (target.Url is not null)
            return new ChatServer(target.Url, process: null);
        var url = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ChatFlow.WebApi.dll")]) { WorkingDirectory = AppContext.BaseDirectory, RedirectStandardOutput = true };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = url,
            ["ConnectionStrings__Postgres"] = target.Postgres,
            ["ConnectionStrings__Redis"] = target.Redis,
            // With the one of the environment, tokens are good for other servers that have it.
            ["Jwt__SigningKey"] = Environment.GetEnvironmentVariable("Jwt__SigningKey") ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)),
            ["Mail__PickupDirectory"] = Path.GetTempPath(),
            ["Files__Directory"] = Path.GetTempPath(),
            ["RateLimits__Enabled"] = "false",
            ["Serilog__MinimumLevel__Default"] = "Error",
            ["Serilog__MinimumLevel__Override__Microsoft.Hosting.Lifetime"] = "Error",
        })
            start.Environment[name] = value;
        var server = new ChatServer(url, Process.Start(start)!);
        server.process!.OutputDataReceived += (_, line) => Console.Error.Write(line.Data is null ? "" : line.Data + Environment.NewLine);
        server.process.BeginOutputReadLine();
        await server.UntilReady(stop);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (process is null)
            return;
        // Nothing of it is needed any more: what was acknowledged is committed.
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task UntilReady(CancellationToken stop)
    {
        var begin = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                using var answer = await Http.GetAsync("/health/ready", stop);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException) when (!process!.HasExited && Stopwatch.GetElapsedTime(begin) < Patience)
            {
                // Not yet.
            }
            await Task.Delay(50, stop);
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
