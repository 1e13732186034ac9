using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace ChatFlow.Load;

/// <summary>The real server: a process of its own, without rate limits unless they are what is measured, or the one that was given. Or the floor that it is measured against.</summary>
internal sealed class ChatServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process? process;

    private ChatServer(string url, Process? process)
    {
        this.process = process;
        // Fifty people at once are fifty browsers, and not one.
        Http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 200 }) { BaseAddress = new Uri(url) };
    }

    public HttpClient Http { get; }

    /// <summary>From the start of the process until it said that it is ready.</summary>
    public TimeSpan StartUp { get; private set; }

    /// <summary>Processor time so far.</summary>
    public TimeSpan Processor => Measured.TotalProcessorTime;

    /// <summary>Bytes of memory in use (resident).</summary>
    public long Memory => Measured.WorkingSet64;

    private Process Measured
    {
        get
        {
            var measured = process ?? throw new Refusal("A server that was given with --url cannot be measured: its process is not known.");
            measured.Refresh();
            return measured;
        }
    }

    /// <param name="isLimited">With the rate limits that it has by itself.</param>
    public static async Task<ChatServer> Start(Target target, CancellationToken stop, bool isLimited = false) => target.Url is not null ? new ChatServer(target.Url, process: null) : await Start(
        [target.Server],
        new()
        {
            ["ConnectionStrings__Postgres"] = target.Postgres,
            ["ConnectionStrings__Redis"] = target.Redis,
            // With the one of the environment, tokens are good for other servers that have it.
            ["Jwt__SigningKey"] = Environment.GetEnvironmentVariable("Jwt__SigningKey") ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)),
            ["Mail__PickupDirectory"] = Path.GetTempPath(),
            ["Files__Directory"] = Path.GetTempPath(),
            ["RateLimits__Enabled"] = isLimited ? "true" : "false",
            ["Serilog__MinimumLevel__Default"] = "Error",
            ["Serilog__MinimumLevel__Override__Microsoft.Hosting.Lifetime"] = "Error",
        },
        stop);

    /// <summary><see cref="Floors.BareServer"/>, with the garbage collector and the compiler's settings that the real one has.</summary>
    public static Task<ChatServer> StartBare(Target target, CancellationToken stop) => Start(
        [Path.Combine(AppContext.BaseDirectory, "ChatFlow.Load.dll"), Floors.BareServer.Name, "--postgres", target.Postgres, "--redis", target.Redis], new() { ["DOTNET_gcServer"] = "0", ["DOTNET_TieredPGO"] = "0", ["Logging__LogLevel__Default"] = "Error" }, stop);

    private static async Task<ChatServer> Start(string[] command, Dictionary<string, string> environment, CancellationToken stop)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet", command) { WorkingDirectory = Path.GetDirectoryName(command[0]), RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        (start.Environment["ASPNETCORE_ENVIRONMENT"], start.Environment["ASPNETCORE_URLS"]) = ("Development", url);
        var begin = Stopwatch.GetTimestamp();
        var server = new ChatServer(url, Process.Start(start)!);
        server.process!.OutputDataReceived += (_, line) => Console.Error.Write(line.Data is null ? "" : line.Data + Environment.NewLine);
        server.process.BeginOutputReadLine();
        await server.UntilReady(stop);
        server.StartUp = Stopwatch.GetElapsedTime(begin);
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
            await Task.Delay(10, stop);
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
