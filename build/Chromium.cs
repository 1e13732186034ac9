namespace ChatFlow.Build;

/// <summary>A browser for the tests. Neither path nor problem means Playwright's own download.</summary>
internal sealed record Chromium(string? Path, string? Problem)
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    public static async Task<Chromium> FindOrInstallAsync(Session session, CancellationToken stop)
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } given)
            return File.Exists(given) ? new Chromium(given, null) : new Chromium(null, $"CHROMIUM_PATH names {given}, and there is no such file.");
        if (await OnPathAsync(stop) is { } found) return new Chromium(found, null);

        var problems = new List<string>();
        if (Environment.IsPrivilegedProcess && Executables.Find("apt-get") is not null)
        {
            session.Screen.Step("Installing Chromium (apt-get install chromium)");
            var apt = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive" };
            foreach (var arguments in new string[][] { ["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation"] })
            {
                var (exitCode, tail) = await CommandLine.TryAsync(new Launch("apt-get", "apt-get", arguments) { Environment = apt }, stop);
                if (exitCode != 0) problems.Add($"apt-get {arguments[0]} failed ({ChildProcess.Describe(exitCode)}):{Environment.NewLine}{tail}");
            }
            if (await OnPathAsync(stop) is { } installed) return new Chromium(installed, null);
        }

        session.Screen.Step("Downloading Chromium (playwright install chromium)");
        var download = await CommandLine.TryAsync(
            new Launch("Chromium's download", "npx", "--no", "playwright", "install", "chromium") { Folder = session.Repository.EndToEndTests }, stop);
        if (download.ExitCode == 0) return new Chromium(null, null);
        problems.Add($"playwright install chromium failed ({ChildProcess.Describe(download.ExitCode)}):{Environment.NewLine}{download.Tail}");
        return new Chromium(null, "There is no Chromium. Install one and have it on PATH, or name it in CHROMIUM_PATH." + Environment.NewLine + string.Join(Environment.NewLine, problems));
    }

    private static async Task<string?> OnPathAsync(CancellationToken stop)
    {
        foreach (var name in Names)
            // Ubuntu's chromium is a stub that only talks about snap: what cannot tell its version is no browser.
            if (Executables.Find(name) is { } path && await CommandLine.AskAsync(path, ["--version"], stop) is not null)
                return path;
        return null;
    }
}
