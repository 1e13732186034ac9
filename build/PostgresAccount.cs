using System.Globalization;

namespace ChatFlow.Build;

/// <summary>
/// Under which account PostgreSQL's programs run. They refuse to run as root, so root drops to an unprivileged uid through setpriv.
/// The decision and its limits: docs/decisions/0003-embedded-services.md.
/// </summary>
internal sealed record PostgresAccount(string? ServerUid, string? InitdbUid, string[] Capabilities)
{
    /// <summary>A uid that nobody else uses: a shared one such as nobody's would let other daemons read the database and signal the server.</summary>
    private const string OwnUid = "54329";

    // PostgreSQL asks access(2) whether it may run its own programs, which does not count capabilities for a user other than root unless told so.
    private static readonly string[][] Ladder =
    [
        [],
        ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search", "--securebits=+no_setuid_fixup"],
        ["--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--securebits=+no_setuid_fixup"],
    ];

    public static PostgresAccount Ours { get; } = new(null, null, []);

    /// <summary>Chooses the account for a cluster folder, which must exist when we are root.</summary>
    public static async Task<PostgresAccount> ChooseAsync(PostgresBinaries binaries, string cluster, CancellationToken stop)
    {
        if (!Environment.IsPrivilegedProcess) return Ours;
        if (!OperatingSystem.IsLinux() || Executables.Find("setpriv") is null)
            throw new Refusal("PostgreSQL does not run as root, and there is no setpriv (util-linux) to leave root with. Run this as an ordinary user, or install util-linux.");

        // A cluster made by an ordinary user goes on belonging to that user, who may come back.
        var owner = await CommandLine.AskAsync("stat", ["-c", "%u", cluster], stop);
        var uid = owner is null or "0" ? OwnUid : owner;
        foreach (var capabilities in Ladder)
        {
            var account = new PostgresAccount(uid, NamedUid(), capabilities);
            var probe = account.Wrap(uid, "sh", "-c", "test -x \"$1\" && cd \"$2\" && \"$1\" --version", "sh", binaries.Postgres, Path.GetDirectoryName(cluster)!);
            if ((await CommandLine.TryAsync(new Launch("setpriv", probe[0], probe[1..]), stop, TimeSpan.FromSeconds(30))).ExitCode == 0) return account;
        }
        throw new Refusal($"PostgreSQL does not run as root, and the unprivileged user {uid} cannot reach {binaries.Native} or {cluster}: a folder above them lets only root in, "
            + "and this container has neither CAP_DAC_READ_SEARCH nor CAP_DAC_OVERRIDE to give. Put the clone and the data folder (--data) where everybody may enter, or run as an ordinary user.");
    }

    public string[] Server(string program, params string[] arguments) => ServerUid is null ? [program, .. arguments] : Wrap(ServerUid, [program, .. arguments]);

    public string[] Initdb(string program, params string[] arguments) => InitdbUid is null ? [program, .. arguments] : Wrap(InitdbUid, [program, .. arguments]);

    private string[] Wrap(string uid, params string[] command) =>
        ["setpriv", $"--reuid={uid}", $"--regid={uid}", "--clear-groups", .. Capabilities, .. command];

    /// <summary>initdb alone insists that its uid has a name. What it makes is given to the server's uid afterwards.</summary>
    private static string NamedUid()
    {
        var accounts = File.ReadLines("/etc/passwd").Select(line => line.Split(':'))
            .Where(fields => fields.Length > 2 && int.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var uid) && uid > 0)
            .ToList();
        return (accounts.Find(fields => fields[0] == "nobody") ?? accounts.FirstOrDefault())?[2]
            ?? throw new Refusal("/etc/passwd has no account besides root, and PostgreSQL does not run as root. Add one (useradd --system postgres) or run as an ordinary user.");
    }
}
