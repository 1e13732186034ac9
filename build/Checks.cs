namespace ChatFlow.Build;

/// <summary>Checks that are no tests but count as one each: the code's form, the client's lint and types.</summary>
internal static class Checks
{
    public static async Task<IReadOnlyList<Outcome>> RunAsync(Session session, CancellationToken stop)
    {
        var client = session.Repository.Client;
        var checks = new[]
        {
            CheckAsync(session, DotnetCommand.Launch(session, "C# format", "format", session.Repository.Solution, "--verify-no-changes", "--no-restore"),
                "Run: dotnet format ChatFlow.sln", stop),
            CheckAsync(session, new Launch("client lint", "npm", "run", "--silent", "lint") { Folder = client }, "Run: npm run lint (in client/)", stop),
            CheckAsync(session, new Launch("client types", "npm", "run", "--silent", "typecheck") { Folder = client }, "Run: npm run typecheck (in client/)", stop),
        };
        return await Task.WhenAll(checks);
    }

    private static async Task<Outcome> CheckAsync(Session session, Launch check, string hint, CancellationToken stop)
    {
        var (exitCode, tail) = await CommandLine.TryAsync(check, stop);
        session.Screen.Step($"Check: {check.Name} {(exitCode == 0 ? "passed" : "failed")}");
        return exitCode == 0 ? Outcome.Success(check.Name) : Outcome.Failure(check.Name, $"{hint}{Environment.NewLine}{tail}");
    }
}
