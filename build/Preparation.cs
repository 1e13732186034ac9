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

    /// <summary>
    /// Compiled ahead, as a release is: a server that compiles while it serves takes a second for what it does in milliseconds later on.
    /// On a machine that releases are not made for it is built without.
    /// </summary>
    public static async Task ServerAsync(Session session, CancellationToken stop)
    {
        session.Screen.Step("Building the server (dotnet publish)");
        string[] how = Release.FitsThisMachine
            ? ["publish", session.Repository.WebApiProject, "--runtime", Release.Runtime, "--no-self-contained", "-p:PublishReadyToRun=true"]
            : ["build", session.Repository.WebApiProject];
        await CommandLine.RunAsync(DotnetCommand.Launch(session, "The server's build", [.. how, "-c", "Release", "--nologo", "-v", "quiet"]), stop);
        session.Screen.Step("The server is built");
    }
}
