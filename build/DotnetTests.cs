using System.Xml.Linq;

namespace ChatFlow.Build;

/// <summary>All .NET tests, on a PostgreSQL and a Redis made for this run, with coverage of src/.</summary>
internal static class DotnetTests
{
    /// <summary>Cases of the fuzz test, of its usual 100,000: those take four minutes of the forty that everything may take.</summary>
    private const string FuzzCases = "20000";

    /// <returns>The tests, and the check of their coverage.</returns>
    public static async Task<IReadOnlyList<Outcome>> RunAsync(Session session, string scratch, CancellationToken stop)
    {
        var screen = session.Screen;
        var results = Path.Combine(scratch, "dotnet");
        await Npm.InstallAsync(session.Repository.SmtpServer, "the mail tests'", session, stop);
        await Npm.InstallAsync(session.Repository.S3Server, "the file tests'", session, stop);
        await DebianPackage.EnsureAsync("/usr/sbin/clamd", "clamav-daemon", session, stop);
        await DebianPackage.EnsureAsync("/usr/bin/promtool", "prometheus", session, stop);
        await Npm.InstallAsync(session.Repository.Chaos, "the convergence test's", session, stop);
        using var folder = DataFolder.Open(Path.Combine(scratch, "data"));
        await using var services = await LocalServices.StartAsync(folder, LocalSecrets.Of(folder), session, stop);

        screen.Step("Running the .NET tests");
        // One project after the other: they share the machine with PostgreSQL, and the output stays readable.
        var tests = DotnetCommand.Launch(session, ".NET tests", "test", session.Repository.Solution, "-c", "Release", "--no-build", "-maxcpucount:1",
            "--logger", "trx", "--results-directory", results, "--collect", "XPlat Code Coverage", "--settings", Path.Combine(session.Repository.Build, "coverage.runsettings"));
        var (exitCode, tail) = await CommandLine.TryAsync(tests with
        {
            Environment = new Dictionary<string, string>(tests.Environment.Concat(services.Environment))
            {
                ["CHATFLOW_FUZZ_CASES"] = Environment.GetEnvironmentVariable("CHATFLOW_FUZZ_CASES") ?? FuzzCases,
            },
            OnLine = line => ShowSummary(line, screen),
        }, stop);

        var outcome = TrxReport.Read(Files(results, "*.trx"), Projects(session.Repository)).Judged(exitCode, tail);
        var covered = Coverage.Merge(Files(results, "coverage.cobertura.xml").Select(file => XDocument.Load(file)));
        Coverage.Print(covered, screen);
        screen.Line();
        return [outcome, Coverage.Judge(covered)];
    }

    private static IEnumerable<string> Projects(Repository repository) =>
        Directory.EnumerateDirectories(Path.Combine(repository.Root, "tests"))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.Tests.csproj"))
            .Select(project => "ChatFlow." + Path.GetFileNameWithoutExtension(project));

    private static string[] Files(string folder, string pattern) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, pattern, SearchOption.AllDirectories) : [];

    private static void ShowSummary(string line, Screen screen)
    {
        // One line a project; what failed is told at the end, by name.
        if (line.Contains("- Failed:", StringComparison.Ordinal)) screen.Line("          " + line.Trim());
    }
}
