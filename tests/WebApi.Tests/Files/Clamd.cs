using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatFlow.WebApi.Tests.Files;

/// <summary>A real clamd on this machine, which knows one virus: the one that is none, for tests of scanners.</summary>
internal sealed class Clamd : IAsyncDisposable
{
    /// <summary>In two parts, so that no scanner mistakes this file for it.</summary>
    public static readonly byte[] Eicar = Encoding.ASCII.GetBytes(@"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("chatflow-clamd-");
    private readonly Process process;

    private Clamd(string clamd)
    {
        File.WriteAllText(Path.Combine(folder.FullName, "eicar.ndb"), $"Eicar-Test:0:*:{Convert.ToHexStringLower(Eicar)}\n");
        var configuration = Path.Combine(folder.FullName, "clamd.conf");
        File.WriteAllText(configuration, $"""
            Foreground yes
            TCPSocket {Port}
            TCPAddr 127.0.0.1
            DatabaseDirectory {folder.FullName}
            StreamMaxLength 1M

            """);
        process = Process.Start(new ProcessStartInfo(clamd, ["--config-file", configuration]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    public int Port { get; } = FreePort();

    /// <summary>Skips the test where clamd is not installed.</summary>
    public static async Task<Clamd> Start()
    {
        var path = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin".Split(':').Select(folder => Path.Combine(folder, "clamd")).FirstOrDefault(File.Exists);
        if (path is null)
            Assert.Ignore("clamd is not installed (Debian: apt-get install clamav-daemon).");
        var server = new Clamd(path!);
        using var late = new CancellationTokenSource(Patience);
        while (!await server.Answers(late.Token))
            await Task.Delay(50, late.Token);
        return server;
    }

    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<bool> Answers(CancellationToken cancellationToken)
    {
        if (process.HasExited)
            throw new InvalidOperationException($"clamd ended: {await process.StandardError.ReadToEndAsync(cancellationToken)}");
        try
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
            await using var stream = connection.GetStream();
            await stream.WriteAsync("zPING\0"u8.ToArray(), cancellationToken);
            using var reader = new StreamReader(stream);
            return await reader.ReadToEndAsync(cancellationToken) == "PONG\0";
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
