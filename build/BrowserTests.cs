namespace ChatFlow.Build;

/// <summary>The end-to-end tests in a real browser. They start ChatFlow themselves, through this program's own assembly.</summary>
internal static class BrowserTests
{
    private static bool IsCI => Environment.GetEnvironmentVariable("CI") is "true" or "1";

    public static async Task<Outcome> RunAsync(Session session, string scratch, CancellationToken stop)
    {
        var tests = session.Repository.EndToEndTests;
        await Npm.InstallAsync(tests, "the browser tests'", session, stop);
        var browser = await Chromium.FindOrInstallAsync(session, stop);
        if (browser.Problem is not null)
        {
            if (IsCI) return Outcome.Failure("browser", browser.Problem);
            session.Screen.Warning("Browser tests are skipped: " + browser.Problem);
            return Outcome.Skip("browser");
        }

        session.Screen.Step($"Running the browser tests ({browser.Path ?? "Playwright's own Chromium"})");
        var report = Path.Combine(scratch, "playwright.json");
        var environment = new Dictionary<string, string>
        {
            ["CHATFLOW_BUILD_DLL"] = typeof(BrowserTests).Assembly.Location,
            ["PLAYWRIGHT_JSON_OUTPUT_NAME"] = report,
        };
        if (browser.Path is not null) environment["CHROMIUM_PATH"] = browser.Path;
        var (exitCode, tail) = await CommandLine.TryAsync(new Launch("Browser tests", "npx", "--no", "playwright", "test", "--reporter=list,json")
        {
            Folder = tests,
            Environment = environment,
            OnLine = line => session.Screen.Line("          " + line),
        }, stop, deadline: TimeSpan.FromMinutes(30));
        return File.Exists(report)
            ? PlaywrightReport.Read(await File.ReadAllTextAsync(report, stop)).Judged(exitCode, tail)
            : Outcome.Failure("browser", $"Playwright left no report ({ChildProcess.Describe(exitCode)}).{Environment.NewLine}{tail}");
    }
}
