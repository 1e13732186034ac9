namespace ChatFlow.Build;

/// <summary>`load`: the load tool (tests/Load) on a PostgreSQL and a Redis of its own, which keep what it has put in.</summary>
internal static class LoadCommand
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <param name="arguments">The tool's own.</param>
    public static async Task<int> RunAsync(Session session, string? data, IReadOnlyList<string> arguments, CancellationToken stop)
    {
        using var folder = DataFolder.Open(data ?? session.Repository.LoadData);
        await Toolchain.CheckAsync(session, stop);
        await Leftovers.StopAsync(folder, session, stop);
        await Preparation.PostgresAsync(session, stop);
        await Preparation.ServerAsync(session, stop);
        session.Screen.Step("Building the load tool (dotnet build)");
        await CommandLine.RunAsync(
            DotnetCommand.Launch(session, "The load tool's build", "build", session.Repository.LoadTool, "-c", "Release", "--nologo", "-v", "quiet"), stop);
        var secrets = LocalSecrets.Of(folder);
        await using var services = await LocalServices.StartAsync(folder, secrets, session, stop);
        var tool = new Launch("The load tool", "dotnet", [session.Repository.LoadAssembly, .. arguments, "--server", session.Repository.WebApiAssembly])
        {
            Environment = new Dictionary<string, string>(services.Environment) { ["Jwt__SigningKey"] = secrets.JwtSigningKey },
            OnLine = session.Screen.Line,
        };
        return (await CommandLine.TryAsync(tool, stop, Longest)).ExitCode;
    }
}
