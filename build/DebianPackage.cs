namespace ChatFlow.Build;

/// <summary>A program of Debian's for tests that need it. Where it cannot be had they are skipped, and say so.</summary>
internal static class DebianPackage
{
    /// <param name="program">Where the package puts it.</param>
    public static async Task EnsureAsync(string program, string package, Session session, CancellationToken stop)
    {
        if (Executables.Find(Path.GetFileName(program)) is not null || File.Exists(program)) return;
        if (!Environment.IsPrivilegedProcess || Executables.Find("apt-get") is null) return;
        session.Screen.Step($"Installing {Path.GetFileName(program)} (apt-get install {package})");
        var apt = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive" };
        foreach (var arguments in new string[][] { ["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", package] })
        {
            var (exitCode, tail) = await CommandLine.TryAsync(new Launch("apt-get", "apt-get", arguments) { Environment = apt }, stop);
            if (exitCode != 0) session.Screen.Warning($"apt-get {arguments[0]} failed ({ChildProcess.Describe(exitCode)}):{Environment.NewLine}{tail}");
        }
    }
}
