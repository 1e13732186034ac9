namespace ChatFlow.Build;

/// <summary>`chaos` and `soak`: tests/Chaos by hand, with a PostgreSQL, a Redis and servers of its own, in a folder of its own.</summary>
internal static class ChaosCommand
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <param name="arguments">The tool's own.</param>
    public static async Task<int> RunAsync(Session session, IReadOnlyList<string> arguments, CancellationToken stop)
    {
        await Toolchain.CheckAsync(session, stop);
        session.Screen.Step("Building tests/Chaos (dotnet build)");
        await CommandLine.RunAsync(
            DotnetCommand.Launch(session, "The build of tests/Chaos", "build", session.Repository.Chaos, "-c", "Release", "--nologo", "-v", "quiet"), stop);
        var tool = new Launch("tests/Chaos", "dotnet", [session.Repository.ChaosAssembly, .. arguments]) { OnLine = session.Screen.Line };
        return (await CommandLine.TryAsync(tool, stop, Longest)).ExitCode;
    }
}
