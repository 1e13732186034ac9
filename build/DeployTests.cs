namespace ChatFlow.Build;

/// <summary>
/// Deploys the release to a Debian with a systemd of its own, which debootstrap makes and systemd-nspawn starts. Tests and machines share
/// a network that is nobody else's: its ports are free, and nothing gets out of it.
/// </summary>
internal static class DeployTests
{
    private const string Suite = "deploy";

    /// <summary>The Debian that docs/operations.md speaks of; it has PostgreSQL 15, Redis 7 and nginx.</summary>
    private const string Debian = "bookworm";
    private const string OnTheMachine = "systemd-sysv,dbus,ca-certificates,nginx-light,postgresql,redis-server,age,curl,openssl";

    public static async Task<Outcome> RunAsync(Session session, string scratch, CancellationToken stop)
    {
        if (!Environment.IsPrivilegedProcess || Executables.Find("apt-get") is null)
        {
            session.Screen.Warning("Deploy tests are skipped: they start a machine of their own, which takes root on Debian.");
            return Outcome.Skip(Suite);
        }
        await InstallAsync(session, stop);
        var release = Path.Combine(scratch, "release");
        await new Release(session).FillAsync(release, "test", stop);
        var debian = Path.Combine(scratch, "debian");
        session.Screen.Step($"Making a machine to deploy to (debootstrap {Debian})");
        await CommandLine.RunAsync(new Launch("debootstrap", "debootstrap", "--variant=minbase", $"--include={OnTheMachine}", Debian, debian), stop);

        session.Screen.Step("Running the deploy tests");
        var results = Path.Combine(scratch, "deploy");
        var tests = Path.Combine(session.Repository.Root, "tests", "Deploy", "bin", "Release", "net10.0", "ChatFlow.Deploy.Tests.dll");
        var (exitCode, tail) = await CommandLine.TryAsync(new Launch("Deploy tests", "unshare", "--net", "sh", "-c", "ip link set lo up && exec \"$@\"", "sh",
            "dotnet", "test", tests, "--logger", "trx", "--logger", "console;verbosity=normal", "--results-directory", results)
        {
            Folder = scratch,
            Environment = new Dictionary<string, string>
            {
                ["CHATFLOW_DEBIAN"] = debian,
                ["CHATFLOW_RELEASE"] = release,
                ["CHATFLOW_MACHINES"] = Directory.CreateDirectory(Path.Combine(scratch, "machines")).FullName,
            },
            OnLine = line => session.Screen.Line("          " + line),
        }, stop, TimeSpan.FromMinutes(20));
        return TrxReport.Read(Directory.Exists(results) ? Directory.GetFiles(results, "*.trx") : [], ["ChatFlow.Deploy.Tests"]).Judged(exitCode, tail) with { Suite = Suite };
    }

    private static async Task InstallAsync(Session session, CancellationToken stop)
    {
        if (Executables.Find("debootstrap") is not null && Executables.Find("systemd-nspawn") is not null && Executables.Find("ip") is not null) return;
        session.Screen.Step("Installing debootstrap and systemd-nspawn (apt-get install)");
        var apt = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive" };
        foreach (var arguments in new string[][] { ["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "debootstrap", "systemd-container", "iproute2"] })
            await CommandLine.RunAsync(new Launch("apt-get", "apt-get", arguments) { Environment = apt }, stop);
    }
}
