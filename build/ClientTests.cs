namespace ChatFlow.Build;

internal static class ClientTests
{
    public static async Task<Outcome> RunAsync(Session session, string scratch, CancellationToken stop)
    {
        session.Screen.Step("Running the client's tests (vitest)");
        var report = Path.Combine(scratch, "vitest.json");
        var (exitCode, tail) = await CommandLine.TryAsync(
            new Launch("Client tests", "npx", "--no", "vitest", "run", "--reporter=default", "--reporter=json", $"--outputFile.json={report}")
            {
                Folder = session.Repository.Client,
                OnLine = line => session.Screen.Line("          " + line),
            }, stop);
        return File.Exists(report)
            ? VitestReport.Read(await File.ReadAllTextAsync(report, stop)).Judged(exitCode, tail)
            : Outcome.Failure("client", $"vitest left no report ({ChildProcess.Describe(exitCode)}).{Environment.NewLine}{tail}");
    }
}
