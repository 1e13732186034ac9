using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Threading.Channels;
using MimeKit;

namespace ChatFlow.Tests.Smtp;

/// <param name="To">The recipients as the server was told them, which the headers need not be.</param>
/// <param name="User">Who signed in, or null.</param>
public sealed record ReceivedMail(string From, IReadOnlyList<string> To, string? User, MimeMessage Message);

/// <summary>A real mail server (server.mjs) on this machine.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly Channel<JsonElement> said = Channel.CreateUnbounded<JsonElement>();

    private SmtpServer(Process process) => this.process = process;

    public int Port { get; private set; }

    /// <param name="port">0 takes a free one.</param>
    public static async Task<SmtpServer> Start(int port = 0, bool refusing = false)
    {
        var folder = Folder();
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
            throw new InvalidOperationException($"The mail server of the tests is not installed: run 'npm ci' in {folder}.");
        var start = new ProcessStartInfo("node", [Path.Combine(folder, "server.mjs"), $"{port}", .. refusing ? ["--refuse"] : Array.Empty<string>()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var server = new SmtpServer(Process.Start(start)!);
        _ = server.Listen();
        server.Port = (await server.Next("port")).GetProperty("port").GetInt32();
        return server;
    }

    /// <summary>A port where nothing listens, until somebody takes it.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The next mail that arrives.</summary>
    public async Task<ReceivedMail> Mail()
    {
        var line = await Next("mail");
        using var mime = new MemoryStream(line.GetProperty("mail").GetBytesFromBase64());
        return new ReceivedMail(
            line.GetProperty("from").GetString()!,
            [.. line.GetProperty("to").EnumerateArray().Select(to => to.GetString()!)],
            line.GetProperty("user").GetString(),
            await MimeMessage.LoadAsync(mime));
    }

    /// <summary>Returns when it has sent somebody away.</summary>
    public Task Refusal() => Next("refused");

    public async Task Accept()
    {
        await process.StandardInput.WriteLineAsync("accept");
        await Next("refusing");
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task Listen()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            said.Writer.TryWrite(JsonDocument.Parse(line).RootElement);
        said.Writer.TryComplete();
    }

    /// <summary>The next line of this kind; others before it are passed over.</summary>
    private async Task<JsonElement> Next(string kind)
    {
        using var late = new CancellationTokenSource(Patience);
        while (true)
        {
            var line = await said.Reader.ReadAsync(late.Token);
            if (line.TryGetProperty("trouble", out var trouble))
                throw new InvalidOperationException($"The mail server of the tests: {trouble}");
            if (line.TryGetProperty(kind, out _))
                return line;
        }
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ChatFlow.sln")))
            folder = folder.Parent;
        return Path.Combine(folder.FullName, "tests", "Smtp");
    }
}
