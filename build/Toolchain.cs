using System.Globalization;

namespace ChatFlow.Build;

/// <summary>What has to be on the machine: the .NET SDK that runs this, and Node.</summary>
internal static class Toolchain
{
    private const int OldestNode = 20;

    public static async Task CheckAsync(Session session, CancellationToken stop)
    {
        if (OperatingSystem.IsWindows())
            throw new Refusal("On Windows, run this inside WSL 2 (wsl --install): it stops and supervises its processes with Unix signals.");

        var sdk = await DotnetVersionAsync(session, stop);
        var node = await CommandLine.AskAsync("node", ["--version"], stop)
            ?? throw new Refusal($"Node is not on PATH. Install Node {OldestNode} or newer (https://nodejs.org or your system's package) and start again.");
        if (!int.TryParse(node.TrimStart('v').Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) || major < OldestNode)
            throw new Refusal($"Node {node} is too old: ChatFlow needs Node {OldestNode} or newer (https://nodejs.org or your system's package).");
        var npm = await CommandLine.AskAsync("npm", ["--version"], stop)
            ?? throw new Refusal("npm is not on PATH. It comes with Node; some systems package it apart (Debian: apt-get install npm).");
        session.Screen.Step($".NET SDK {sdk}, Node {node}, npm {npm.Split('\n')[^1]}");
    }

    private static async Task<string> DotnetVersionAsync(Session session, CancellationToken stop)
    {
        var lines = new List<string>();
        var (exitCode, tail) = await CommandLine.TryAsync(
            new Launch("dotnet --version", "dotnet", "--version") { Folder = session.Repository.Root, OnLine = lines.Add }, stop, TimeSpan.FromSeconds(60));
        return exitCode == 0 ? string.Join(' ', lines)
            : throw new Refusal($"No .NET SDK fits global.json. Install the .NET 10 SDK (https://dotnet.microsoft.com/download).{Environment.NewLine}{tail}");
    }
}
