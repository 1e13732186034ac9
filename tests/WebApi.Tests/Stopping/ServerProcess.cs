using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using ChatFlow.Tests.Postgres;
using ChatFlow.WebApi.Wire;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ChatFlow.WebApi.Tests.Stopping;

/// <summary>The server as a process of its own, beside the shared one and on its database: what people do there they can do here as well.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process process;
    private readonly int port = FreePort();

    private ServerProcess(IEnumerable<(string Key, string Value)> settings)
    {
        var assembly = typeof(Program).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", [assembly]) { RedirectStandardOutput = true, WorkingDirectory = Path.GetDirectoryName(assembly) };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Kestrel__Endpoints__Own__Url"] = $"http://127.0.0.1:{port}";
        start.Environment["ConnectionStrings__Postgres"] = Shared.Server.Database.ConnectionString;
        start.Environment["ConnectionStrings__Redis"] = TestDatabase.Redis;
        start.Environment["Jwt__SigningKey"] = ChatServer.SigningKey;
        start.Environment["Mail__PickupDirectory"] = Shared.Server.Mails.Path;
        start.Environment["Files__Directory"] = Shared.Server.FilesFolder;
        start.Environment["Serilog__MinimumLevel__Default"] = "Error";
        foreach (var (key, value) in settings.Prepend(("RateLimits__Enabled", "false")))
            start.Environment[key] = value;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => TestContext.Out.WriteLine(line.Data);
        process.BeginOutputReadLine();
    }

    public Uri Address => new($"http://127.0.0.1:{port}");
    public int Id => process.Id;

    public static async Task<ServerProcess> Start(params (string Key, string Value)[] settings)
    {
        var server = new ServerProcess(settings);
        using var http = server.Http();
        await Until(async () =>
        {
            try
            {
                return (await http.GetAsync("/health/ready")).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        return server;
    }

    public HttpClient Http(string? token = null)
    {
        var http = new HttpClient { BaseAddress = Address };
        if (token is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    public async Task<HubConnection> Connect(Person person)
    {
        var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(Address, "/hub"), options => options.AccessTokenProvider = () => Task.FromResult<string?>(person.Token))
            .AddJsonProtocol(json => WireJson.Apply(json.PayloadSerializerOptions))
            .Build();
        await hub.StartAsync();
        await hub.InvokeAsync("sync", new { channels = new Dictionary<Guid, long>() });
        return hub;
    }

    /// <summary>A socket without a client around it. What it does not read waits in buffers as small as they can be.</summary>
    /// <param name="handshake">False for one that connects and says nothing.</param>
    public async Task<ClientWebSocket> ConnectBare(Person person, bool handshake = true)
    {
        var socket = new ClientWebSocket();
        using var small = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellationToken) =>
            {
                var tcp = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096, NoDelay = true };
                await tcp.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(tcp, ownsSocket: true);
            },
        };
        await socket.ConnectAsync(
            new UriBuilder(Address) { Scheme = "ws", Path = "/hub", Query = $"access_token={person.Token}" }.Uri, new HttpMessageInvoker(small, disposeHandler: false), default);
        if (handshake)
            await socket.Say("""{"protocol":"json","version":1}""");
        return socket;
    }

    /// <summary>Begins the end, as service managers do.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <returns>The exit code, or null when it has not ended after 20 s.</returns>
    public int? Ended() => process.WaitForExit(TimeSpan.FromSeconds(20)) ? process.ExitCode : null;

    /// <summary>Memory that it has of the machine, in MiB.</summary>
    public long Megabytes()
    {
        process.Refresh();
        return process.WorkingSet64 / (1024 * 1024);
    }

    public static async Task Until(Func<Task<bool>> holds)
    {
        using var timeout = new CancellationTokenSource(Patience);
        while (!await holds())
            await Task.Delay(50, timeout.Token);
    }

    public static int FreePort()
    {
        using var probe = new TcpListener(System.Net.IPAddress.Loopback, 0);
        probe.Start();
        return ((System.Net.IPEndPoint)probe.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}

internal static class BareSockets
{
    public static Task Say(this WebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text + '\u001e'), WebSocketMessageType.Text, endOfMessage: true, default);

    /// <summary>Everything that comes until the end of the connection.</summary>
    public static async Task<string> ReadToEnd(this WebSocket socket)
    {
        var (text, buffer) = (new StringBuilder(), new byte[64 * 1024]);
        while (socket.State == WebSocketState.Open)
        {
            var read = await socket.ReceiveAsync(buffer, default);
            text.Append(Encoding.UTF8.GetString(buffer, 0, read.Count));
        }
        return text.ToString();
    }
}
