using ChatFlow.Build;

namespace ChatFlow.Chaos.Tests;

/// <summary>The real server as a process, on a port that it keeps over its deaths.</summary>
/// <param name="redis">Null for a node alone; else the Redis that it shares with others.</param>
/// <param name="folder">Its temporary folder, for itself.</param>
/// <param name="said">Is told what it writes: errors, and nothing else.</param>
internal sealed class ServerProcess(string postgres, string? redis, string folder, Action<string> said) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "ChatFlow.WebApi.dll");

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private ChildProcess? process;
    private bool isKilled;

    public int Port { get; } = Ports.Keep(0);
    public int Pid => process!.Id;

    /// <summary>It ended, and not because of <see cref="Kill"/>.</summary>
    public bool EndedByItself => process is { Exited.IsCompleted: true } && !isKilled;

    /// <summary>The last that it wrote.</summary>
    public string Tail => process!.Tail;

    public async Task Start()
    {
        Launch();
        await UntilReady();
    }

    /// <summary>Does not wait for it.</summary>
    public void Launch()
    {
        process?.Dispose();
        isKilled = false;
        process = ChildProcess.Start(new Launch("WebApi", "dotnet", Assembly)
        {
            Folder = AppContext.BaseDirectory,
            OnLine = said,
            Environment = new Dictionary<string, string>
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{Port}",
                ["ConnectionStrings__Postgres"] = postgres,
                // A node alone names none that is there, and needs none.
                ["ConnectionStrings__Redis"] = redis ?? "127.0.0.1:1",
                ["Cluster__Enabled"] = redis is null ? "false" : "true",
                ["Jwt__SigningKey"] = Team.SigningKey,
                ["Mail__PickupDirectory"] = folder,
                ["Files__Directory"] = folder,
                ["TMPDIR"] = folder,
                ["RateLimits__Enabled"] = "false",
                ["Serilog__MinimumLevel__Default"] = "Error",
            },
        });
    }

    /// <summary>As kill -9 does: nothing is flushed, nobody is told.</summary>
    public async Task Kill()
    {
        if (process is null)
            return;
        isKilled = true;
        UnixSignals.Send(process.Id, UnixSignal.Kill);
        await process.Exited;
    }

    public async Task UntilReady()
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begin) < Patience)
        {
            if (EndedByItself)
                throw new InvalidOperationException($"The server ended by itself ({ChildProcess.Describe(await process!.Exited)}): {process.Tail}");
            try
            {
                if ((await http.GetAsync($"http://127.0.0.1:{Port}/health/ready")).IsSuccessStatusCode)
                    return;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // Not yet.
            }
            await Task.Delay(100);
        }
        throw new InvalidOperationException($"The server is not ready after {Patience.TotalSeconds} s.");
    }

    public void Dispose()
    {
        if (process is { Exited.IsCompleted: false })
            UnixSignals.Send(process.Id, UnixSignal.Kill);
        process?.Dispose();
        http.Dispose();
    }
}
