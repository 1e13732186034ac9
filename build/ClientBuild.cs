namespace ChatFlow.Build;

/// <summary>Builds the browser client into client/dist, when its sources changed.</summary>
internal static class ClientBuild
{
    private static readonly string[] NotSources = ["node_modules", "dist", "test-results", "playwright-report", "coverage"];

    public static Task InstallAsync(Session session, CancellationToken stop) => Npm.InstallAsync(session.Repository.Client, "the client's", session, stop);

    /// <summary>Needs the client's packages installed.</summary>
    public static async Task EnsureAsync(Session session, CancellationToken stop)
    {
        var client = session.Repository.Client;
        var stamp = Path.Combine(client, "node_modules", ".chatflow-built");
        var fingerprint = Fingerprint.OfFiles(client, Sources(client));
        if (Fingerprint.Matches(stamp, fingerprint) && File.Exists(Path.Combine(client, "dist", "index.html"))) return;

        session.Screen.Step("Building the client (npm run build)");
        await Npm.RunAsync(client, "The client's build", stop, "run", "build");
        Fingerprint.Write(stamp, fingerprint);
        session.Screen.Step("The client is built");
    }

    private static IEnumerable<string> Sources(string client) =>
        Directory.EnumerateFiles(client).Where(file => !file.EndsWith(".tsbuildinfo", StringComparison.Ordinal))
            .Concat(Directory.EnumerateDirectories(client)
                .Where(folder => !NotSources.Contains(Path.GetFileName(folder)))
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)));
}
