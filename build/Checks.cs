namespace ChatFlow.Build;

/// <summary>Checks that are no tests but count as one each: the code's form, the client's lint and types.</summary>
internal static class Checks
{
    public static Task<Outcome> FormatAsync(Session session, CancellationToken stop) => CheckAsync(session,
        DotnetCommand.Launch(session, "C# format", "format", session.Repository.Solution, "--verify-no-changes", "--no-restore"), "Run: dotnet format ChatFlow.sln", stop);

    public static Task<Outcome> ClientLintAsync(Session session, CancellationToken stop) => CheckAsync(session,
        new Launch("client lint", "npm", "run", "--silent", "lint") { Folder = session.Repository.Client }, "Run: npm run lint (in client/)", stop);

    public static Task<Outcome> ClientTypesAsync(Session session, CancellationToken stop) => CheckAsync(session,
        new Launch("client types", "npm", "run", "--silent", "typecheck") { Folder = session.Repository.Client }, "Run: npm run typecheck (in client/)", stop);

    private static async Task<Outcome> CheckAsync(Session session, Launch check, string hint, CancellationToken stop)
    {
        var (exitCode, tail) = await CommandLine.TryAsync(check, stop);
        session.Screen.Step($"Check: {check.Name} {(exitCode == 0 ? "passed" : "failed")}");
        return exitCode == 0 ? Outcome.Success(check.Name) : Outcome.Failure(check.Name, $"{hint}{Environment.NewLine}{tail}");
    }
}
