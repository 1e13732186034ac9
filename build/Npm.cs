namespace ChatFlow.Build;

/// <summary>Installs a folder's locked npm packages, when they are not there already.</summary>
internal static class Npm
{
    public static async Task InstallAsync(string folder, string what, Session session, CancellationToken stop)
    {
        var manifest = Path.Combine(folder, "package.json");
        var lockFile = Path.Combine(folder, "package-lock.json");
        if (!File.Exists(lockFile)) throw new Refusal($"{lockFile} is missing: is the clone complete? (git status tells)");

        var modules = Path.Combine(folder, "node_modules");
        var stamp = Path.Combine(modules, ".chatflow-installed");
        var fingerprint = Fingerprint.OfFiles(folder, [manifest, lockFile]);
        if (Fingerprint.Matches(stamp, fingerprint)) return;

        session.Screen.Step($"Installing {what} packages (npm ci)");
        // Packages' own install scripts are not run: nobody's code runs here because it was downloaded.
        await RunAsync(folder, $"npm ci in {Path.GetFileName(folder)}/", stop, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        Directory.CreateDirectory(modules);
        Fingerprint.Write(stamp, fingerprint);
    }

    public static Task RunAsync(string folder, string name, CancellationToken stop, params string[] arguments) =>
        CommandLine.RunAsync(new Launch(name, "npm", arguments) { Folder = folder }, stop);
}
