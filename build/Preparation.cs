namespace ChatFlow.Build;

/// <summary>What has to be installed and built before anything starts. Independent parts side by side.</summary>
internal static class Preparation
{
    public static Task ForRunAsync(Session session, CancellationToken stop) => Together.RunAsync(
    [
        ct => PostgresAsync(session, ct),
        async ct =>
        {
            await ClientBuild.InstallAsync(session, ct);
            await ClientBuild.EnsureAsync(session, ct);
        },
        ct => ServerAsync(session, ct),
    ], stop);

    public static Task PostgresAsync(Session session, CancellationToken stop) =>
        LocalServices.Given(LocalServices.PostgresVariable) is null
            ? Npm.InstallAsync(session.Repository.Build, "PostgreSQL's", session, stop)
            : Task.CompletedTask;

    private static async Task ServerAsync(Session session, CancellationToken stop)
    {
        session.Screen.Step("Building the server (dotnet build)");
        await CommandLine.RunAsync(
            DotnetCommand.Launch(session, "The server's build", "build", session.Repository.WebApiProject, "-c", "Release", "--nologo", "-v", "quiet"), stop);
        session.Screen.Step("The server is built");
    }
}
