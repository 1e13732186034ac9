namespace ChatFlow.Build;

/// <summary>`test`: every test there is, and as the last line how many passed, failed and were skipped.</summary>
internal static class TestCommand
{
    public static async Task<int> RunAsync(Session session, CancellationToken stop)
    {
        var outcomes = new List<Outcome>();
        var scratch = MakeScratch();
        try
        {
            await RunSuitesAsync(session, scratch, outcomes, stop);
        }
        catch (Refusal refusal)
        {
            outcomes.Add(Outcome.Failure("preparation", refusal.Message));
        }
        finally
        {
            Remove(scratch, session.Screen);
        }
        return Report(outcomes, session.Screen);
    }

    private static string MakeScratch()
    {
        var scratch = Directory.CreateTempSubdirectory("chatflow-test-").FullName;
        // What the test runners and the browser leave in the temporary folder goes with ours at the end.
        var temporary = Directory.CreateDirectory(Path.Combine(scratch, "tmp")).FullName;
        Environment.SetEnvironmentVariable("TMPDIR", temporary);
        // Temporary folders are made for their owner alone; PostgreSQL, which is another user when we are root, has to pass through.
        foreach (var folder in new[] { scratch, temporary })
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        return scratch;
    }

    private static void Remove(string scratch, Screen screen)
    {
        try
        {
            Directory.Delete(scratch, recursive: true);
        }
        catch (Exception left) when (left is IOException or UnauthorizedAccessException)
        {
            screen.Warning($"{scratch} could not be removed: {left.Message}");
        }
    }

    private static async Task RunSuitesAsync(Session session, string scratch, List<Outcome> outcomes, CancellationToken stop)
    {
        await Toolchain.CheckAsync(session, stop);
        var postgres = BuiltAsync("PostgreSQL's package", () => Preparation.PostgresAsync(session, stop));
        var server = BuiltAsync(".NET build", () => SolutionAsync(session, stop));
        var packages = BuiltAsync("client packages", () => ClientBuild.InstallAsync(session, stop));
        var client = await packages is null ? BuiltAsync("client build", () => ClientBuild.EnsureAsync(session, stop)) : packages;
        outcomes.AddRange((await Task.WhenAll(postgres, server, client)).OfType<Outcome>());
        bool postgresReady = await postgres is null, serverBuilt = await server is null, clientInstalled = await packages is null, clientBuilt = await client is null;

        // What does not depend on the part that failed still runs: one run should tell all that is wrong.
        if (serverBuilt) outcomes.Add(await Checks.FormatAsync(session, stop));
        if (clientInstalled) outcomes.AddRange(await Checks.ClientLintAsync(session, stop), await Checks.ClientTypesAsync(session, stop));
        if (serverBuilt && postgresReady) outcomes.AddRange(await SuiteAsync(".NET", () => DotnetTests.RunAsync(session, scratch, stop)));
        if (clientInstalled) outcomes.AddRange(await SuiteAsync("client", async () => [await ClientTests.RunAsync(session, scratch, stop)]));
        if (serverBuilt && postgresReady && clientBuilt) outcomes.AddRange(await SuiteAsync("browser", async () => [await BrowserTests.RunAsync(session, scratch, stop)]));
        if (serverBuilt && clientBuilt) outcomes.AddRange(await SuiteAsync("deploy", async () => [await DeployTests.RunAsync(session, scratch, stop)]));
    }

    private static async Task SolutionAsync(Session session, CancellationToken stop)
    {
        session.Screen.Step("Building the solution (dotnet build)");
        await CommandLine.RunAsync(DotnetCommand.Launch(session, "The solution's build", "build", session.Repository.Solution, "-c", "Release", "--nologo", "-v", "quiet"), stop);
        session.Screen.Step("The solution is built");
    }

    private static async Task<Outcome?> BuiltAsync(string name, Func<Task> build)
    {
        try
        {
            await build();
            return null;
        }
        catch (Refusal refusal)
        {
            return Outcome.Failure(name, refusal.Message);
        }
    }

    private static async Task<IReadOnlyList<Outcome>> SuiteAsync(string name, Func<Task<IReadOnlyList<Outcome>>> suite)
    {
        try
        {
            return await suite();
        }
        catch (Refusal refusal)
        {
            return [Outcome.Failure(name, refusal.Message)];
        }
    }

    private static int Report(List<Outcome> outcomes, Screen screen)
    {
        foreach (var (test, suite) in outcomes.SelectMany(outcome => outcome.Failures.Select(test => (test, outcome.Suite))))
        {
            screen.Line();
            screen.Failure($"[{suite}] {test.Name}");
            screen.Line("    " + test.PlainMessage.ReplaceLineEndings(Environment.NewLine + "    "));
        }
        screen.Line();
        foreach (var outcome in outcomes) screen.Line($"{outcome.Suite,-20} {outcome.Passed} passed, {outcome.Failed} failed, {outcome.Skipped} skipped");
        screen.Line();
        var failed = outcomes.Sum(outcome => outcome.Failed);
        screen.Line($"{outcomes.Sum(outcome => outcome.Passed)} passed, {failed} failed, {outcomes.Sum(outcome => outcome.Skipped)} skipped");
        return failed == 0 ? 0 : 1;
    }
}
