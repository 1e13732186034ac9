using System.Runtime.InteropServices;

namespace ChatFlow.Build;

/// <summary>`publish`: everything a machine without .NET and Node needs, as one folder and one archive.</summary>
internal sealed class Release(Session session)
{
    public const string Runtime = "linux-x64";

    public static bool FitsThisMachine => RuntimeInformation.RuntimeIdentifier == Runtime;

    /// <summary>Makes chatflow-VERSION-linux-x64.tar.gz and its checksum.</summary>
    public static async Task<int> PublishAsync(Session session, string? output, CancellationToken stop)
    {
        await Toolchain.CheckAsync(session, stop);
        await ClientBuild.InstallAsync(session, stop);
        await ClientBuild.EnsureAsync(session, stop);
        var folder = Directory.CreateDirectory(output ?? Path.Combine(session.Repository.Root, "artifacts")).FullName;
        var release = new Release(session);
        var archive = await release.PackAsync(folder, await release.VersionAsync(stop), stop);
        var sum = await CommandLine.AskAsync("sha256sum", ["--", archive], stop);
        await File.WriteAllTextAsync($"{archive}.sha256", $"{sum?.Split(' ')[0]}  {Path.GetFileName(archive)}\n", stop);
        session.Screen.Headline(archive);
        session.Screen.Line("  docs/operations.md says what to do with it.");
        return 0;
    }

    /// <summary>Server with its runtime, client, and what an administrator runs. Needs the client built.</summary>
    /// <returns>The archive.</returns>
    public async Task<string> PackAsync(string folder, string version, CancellationToken stop)
    {
        var name = $"chatflow-{version}-{Runtime}";
        var content = Path.Combine(folder, name);
        try
        {
            await FillAsync(content, version, stop);
            session.Screen.Step("Packing the release");
            await CommandLine.RunAsync(new Launch("tar", "tar", "--owner=0", "--group=0", "-czf", $"{name}.tar.gz", name) { Folder = folder }, stop);
            session.Screen.Step("The release is packed");
        }
        finally
        {
            if (Directory.Exists(content)) Directory.Delete(content, recursive: true);
        }
        return Path.Combine(folder, $"{name}.tar.gz");
    }

    private async Task FillAsync(string folder, string version, CancellationToken stop)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        session.Screen.Step($"Publishing the server with its runtime ({Runtime})");
        await CommandLine.RunAsync(DotnetCommand.Launch(session, "The server's publication", "publish", session.Repository.WebApiProject, "-c", "Release",
            "--runtime", Runtime, "--self-contained", "-p:PublishReadyToRun=true", "-p:DebugType=none", "-p:PublishDocumentationFiles=false", "--nologo", "-v", "quiet",
            "-o", Path.Combine(folder, "server")), stop);
        Copy(Path.Combine(session.Repository.Client, "dist"), Path.Combine(folder, "client"));
        Copy(Path.Combine(session.Repository.Build, "deploy"), Path.Combine(folder, "deploy"));
        Copy(Path.Combine(session.Repository.Root, "docs"), Path.Combine(folder, "docs"));
        await File.WriteAllTextAsync(Path.Combine(folder, "VERSION"), version + "\n", stop);
    }

    /// <summary>The day and commit, so that names sort by age; with "changed" when the clone is not what was committed.</summary>
    public async Task<string> VersionAsync(CancellationToken stop)
    {
        var commit = await CommandLine.AskAsync("git", ["-C", session.Repository.Root, "log", "-1", "--format=%cs-%h"], stop);
        var changes = await CommandLine.AskAsync("git", ["-C", session.Repository.Root, "status", "--porcelain"], stop);
        return $"{commit?.Replace("-", ".", StringComparison.Ordinal) ?? "unversioned"}{(string.IsNullOrEmpty(changes) ? "" : ".changed")}";
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
