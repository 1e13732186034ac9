using System.Diagnostics;
using System.Text.Json;

namespace ChatFlow.Chaos.Tests;

/// <summary>The clients of clients.mjs, all in one process of Node.</summary>
internal sealed class JavaScriptClients : IDisposable
{
    private readonly Process process;

    private JavaScriptClients(Process process) => this.process = process;

    /// <param name="Logs">By channel, as <see cref="Follower.Log"/>.</param>
    public sealed record Held(Dictionary<Guid, List<string>> Logs, Dictionary<Guid, string> Acknowledged, int Connections);

    public static JavaScriptClients Start(string url, IEnumerable<string> tokens, IReadOnlyList<Guid> channels, int seed)
    {
        var folder = Folder();
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
            throw new InvalidOperationException($"The JavaScript clients are not installed: run 'npm ci' in {folder}.");
        var process = Process.Start(new ProcessStartInfo("node", ["clients.mjs"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        process.StandardInput.WriteLine(JsonSerializer.Serialize(new { url, tokens, channels, seed }));
        return new JavaScriptClients(process);
    }

    /// <summary>Lets them finish what they are doing, and do no more.</summary>
    public async Task Stop()
    {
        await process.StandardInput.WriteLineAsync("stop");
        Assert.That(await process.StandardOutput.ReadLineAsync(), Is.EqualTo("quiet"));
    }

    public async Task<List<Held>> CatchUp(IReadOnlyDictionary<Guid, long> heads)
    {
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(heads));
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The JavaScript clients ended early.");
        return JsonSerializer.Deserialize<List<Held>>(line, JsonSerializerOptions.Web)!;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ChatFlow.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run within the repository.");
        return Path.Combine(folder.FullName, "tests", "Chaos");
    }
}
