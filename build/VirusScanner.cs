namespace ChatFlow.Build;

/// <summary>clamd for the tests of uploads. Where it cannot be had they are skipped, and say so.</summary>
internal static class VirusScanner
{
    public static async Task InstallAsync(Session session, CancellationToken stop)
    {
        if (Executables.Find("clamd") is not null || File.Exists("/usr/sbin/clamd")) return;
        if (!Environment.IsPrivilegedProcess || Executables.Find("apt-get") is null) return;
        session.Screen.Step("Installing clamd (apt-get install clamav-daemon)");
        var apt = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive" };
        foreach (var arguments in new string[][] { ["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "clamav-daemon"] })
        {
            var (exitCode, tail) = await CommandLine.TryAsync(new Launch("apt-get", "apt-get", arguments) { Environment = apt }, stop);
            if (exitCode != 0) session.Screen.Warning($"apt-get {arguments[0]} failed ({ChildProcess.Describe(exitCode)}):{Environment.NewLine}{tail}");
        }
    }
}
