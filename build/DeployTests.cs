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
    private const string OnTheMachine = "systemd-sysv,dbus,ca-certificates,nginx-light,postgresql,redis-server,age,curl,openssl,openssh-server,openssh-client";

    private static bool IsPossible => Environment.IsPrivilegedProcess && Executables.Find("apt-get") is not null;

    /// <summary>Makes the release's archive and unpacks it, as docs/operations.md says.</summary>
    public static async Task ReleaseAsync(Session session, string scratch, CancellationToken stop)
    {
        if (!IsPossible) return;
        var folder = Directory.CreateDirectory(ReleaseFolder(scratch)).FullName;
        var archive = await new Release(session).PackAsync(folder, "test", stop);
        await CommandLine.RunAsync(new Launch("tar", "tar", "-xzf", archive, "--strip-components=1") { Folder = folder }, stop);
        File.Delete(archive);
    }

    public static async Task DebianAsync(Session session, string scratch, CancellationToken stop)
    {
        if (!IsPossible) return;
        await InstallAsync(session, stop);
        session.Screen.Step($"Making a machine to deploy to (debootstrap {Debian})");
        await CommandLine.RunAsync(new Launch("debootstrap", "debootstrap", "--variant=minbase", $"--include={OnTheMachine}", Debian, DebianFolder(scratch)), stop);
        session.Screen.Step("The machine to deploy to is made");
    }

    /// <summary>Needs the release and the Debian made.</summary>
    public static async Task<Outcome> RunAsync(Session session, string scratch, CancellationToken stop)
    {
        if (!IsPossible) return Skip(session, "they start a machine of their own, which takes root on Debian.");
        var (release, debian) = (ReleaseFolder(scratch), DebianFolder(scratch));
        var (refused, reason) = await CommandLine.TryAsync(new Launch("systemd-nspawn", "systemd-nspawn", $"--directory={debian}", "--register=no", "--keep-unit", "--quiet", "true"), stop);
        if (refused != 0) return Skip(session, $"this machine, a container perhaps, lets nobody start another one.{Environment.NewLine}{reason}");

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

    private static string ReleaseFolder(string scratch) => Path.Combine(scratch, "release");

    private static string DebianFolder(string scratch) => Path.Combine(scratch, "debian");

    private static Outcome Skip(Session session, string reason)
    {
        session.Screen.Warning("Deploy tests are skipped: " + reason);
        return Outcome.Skip(Suite);
    }

    private static async Task InstallAsync(Session session, CancellationToken stop)
    {
        await DebianPackage.EnsureAsync("/usr/sbin/debootstrap", "debootstrap", session, stop);
        await DebianPackage.EnsureAsync("/usr/bin/systemd-nspawn", "systemd-container", session, stop);
        await DebianPackage.EnsureAsync("/bin/ip", "iproute2", session, stop);
    }
}
