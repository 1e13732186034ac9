using System.Diagnostics;
using System.Text.Json;

namespace ChatFlow.Tests.S3;

/// <summary>A real S3 server (server.mjs) on this machine, with one bucket in a folder of its own.</summary>
public sealed class S3Server : IAsyncDisposable
{
    public const string Bucket = "chatflow";

    /// <summary>Of access and of secret; it takes any secret.</summary>
    public const string Key = "S3RVER";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly string folder = Directory.CreateTempSubdirectory("chatflow-s3-").FullName;

    private S3Server()
    {
        var server = Folder();
        if (!Directory.Exists(Path.Combine(server, "node_modules")))
            throw new InvalidOperationException($"The S3 server of the tests is not installed: run 'npm ci' in {server}.");
        process = Process.Start(new ProcessStartInfo("node", [Path.Combine(server, "server.mjs"), folder, Bucket])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    public string Endpoint { get; private set; } = "";

    public static async Task<S3Server> Start()
    {
        var server = new S3Server();
        var line = await server.process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        using var said = JsonDocument.Parse(line ?? throw new InvalidOperationException("The S3 server of the tests ended at once."));
        if (said.RootElement.TryGetProperty("trouble", out var trouble))
            throw new InvalidOperationException($"The S3 server of the tests: {trouble}");
        server.Endpoint = $"http://127.0.0.1:{said.RootElement.GetProperty("port").GetInt32()}";
        return server;
    }

    /// <summary>Whether something of this file is in the bucket.</summary>
    public bool Stores(Guid fileId) => Directory.EnumerateFiles(Path.Combine(folder, Bucket)).Any(path => path.Contains(fileId.ToString("N")));

    /// <summary>It does not answer any more.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ChatFlow.sln")))
            folder = folder.Parent;
        return Path.Combine(folder.FullName, "tests", "S3");
    }
}
