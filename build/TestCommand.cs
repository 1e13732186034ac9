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
        // Side by side, and before the tests, which have the machine for themselves.
        var postgres = StepAsync("PostgreSQL's package", [], Nothing(() => Preparation.PostgresAsync(session, stop)));
        var server = StepAsync(".NET build", [], Nothing(() => SolutionAsync(session, stop)));
        var packages = StepAsync("client packages", [], Nothing(() => ClientBuild.InstallAsync(session, stop)));
        var client = StepAsync("client build", [packages], Nothing(() => ClientBuild.EnsureAsync(session, stop)));
        var format = StepAsync("C# format", [server], async () => await Checks.FormatAsync(session, stop));
        var lint = StepAsync("client lint", [client], async () => await Checks.ClientLintAsync(session, stop));
        var types = StepAsync("client types", [lint], async () => await Checks.ClientTypesAsync(session, stop));
        var debian = StepAsync("a machine to deploy to", [types], Nothing(() => DeployTests.DebianAsync(session, scratch, stop)));
        // After the format, which reads what this restores.
        var release = StepAsync("release", [format, client], Nothing(() => DeployTests.ReleaseAsync(session, scratch, stop)));
        // After the release, which has compiled the same assemblies ahead.
        var ahead = StepAsync("server", [release], Nothing(() => Preparation.ServerAsync(session, stop)));
        var steps = await Task.WhenAll(postgres, server, packages, client, format, lint, types, debian, release, ahead);
        outcomes.AddRange(steps.Select(step => step.Outcome).OfType<Outcome>());

        // What does not depend on the part that failed still runs: one run should tell all that is wrong.
        async Task<bool> Have(params Task<Step>[] needs) => (await Task.WhenAll(needs)).All(step => step.Done);
        if (await Have(server, postgres)) outcomes.AddRange(await SuiteAsync(".NET", () => DotnetTests.RunAsync(session, scratch, stop)));
        if (await Have(packages)) outcomes.AddRange(await SuiteAsync("client", async () => [await ClientTests.RunAsync(session, scratch, stop)]));
        if (await Have(ahead, postgres, client)) outcomes.AddRange(await SuiteAsync("browser", async () => [await BrowserTests.RunAsync(session, scratch, stop)]));
        if (await Have(release, debian)) outcomes.AddRange(await SuiteAsync("deploy", async () => [await DeployTests.RunAsync(session, scratch, stop)]));
    }

    private static async Task SolutionAsync(Session session, CancellationToken stop)
    {
        session.Screen.Step("Building the solution (dotnet build)");
        await CommandLine.RunAsync(DotnetCommand.Launch(session, "The solution's build", "build", session.Repository.Solution, "-c", "Release", "--nologo", "-v", "quiet"), stop);
        session.Screen.Step("The solution is built");
    }

    /// <summary>Waits for what a step needs, and leaves it out when that is not there.</summary>
    private static async Task<Step> StepAsync(string name, Task<Step>[] needs, Func<Task<Outcome?>> work)
    {
        foreach (var need in needs)
            if (!(await need).Done) return new Step(Done: false, Outcome: null);
        try
        {
            return new Step(Done: true, await work());
        }
        catch (Refusal refusal)
        {
            return new Step(Done: false, Outcome.Failure(name, refusal.Message));
        }
    }

    private static Func<Task<Outcome?>> Nothing(Func<Task> work) => async () =>
    {
        await work();
        return null;
    };

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

    /// <param name="Done">What comes after it can run: a check that found something is done as well.</param>
    /// <param name="Outcome">Null when there is nothing to count.</param>
    private sealed record Step(bool Done, Outcome? Outcome);
}
