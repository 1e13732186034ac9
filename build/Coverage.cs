using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ChatFlow.Build;

internal sealed record Covered(string Project, int Lines, int LinesHit, int Branches, int BranchesHit)
{
    public double LinePercent => Lines == 0 ? 100 : 100.0 * LinesHit / Lines;
    public double BranchPercent => Branches == 0 ? 100 : 100.0 * BranchesHit / Branches;
}

/// <summary>
/// Coverage of src/, from the cobertura files that each test project leaves. A line is covered when any project covers it;
/// of a line's branches the most that one project covers count (the files do not say which ones).
/// </summary>
internal static partial class Coverage
{
    public const double LinesWanted = 80;
    public const double BranchesWanted = 75;

    public static IReadOnlyList<Covered> Merge(IEnumerable<XDocument> files)
    {
        var lines = new Dictionary<(string Project, string File, int Line), (bool Hit, int Branches, int BranchesHit)>();
        foreach (var file in files)
        {
            // Paths are relative to a root that each file chooses for itself.
            var root = file.Descendants("source").FirstOrDefault()?.Value ?? "";
            foreach (var package in file.Descendants("package"))
                foreach (var @class in package.Descendants("class"))
                    Add(package.Attribute("name")!.Value, Path.Combine(root, @class.Attribute("filename")!.Value), @class);
        }
        return [.. lines.GroupBy(line => line.Key.Project, line => line.Value)
            .Select(project => new Covered(project.Key, project.Count(), project.Count(line => line.Hit), project.Sum(line => line.Branches), project.Sum(line => line.BranchesHit)))
            .OrderBy(project => project.Project, StringComparer.Ordinal)];

        void Add(string project, string path, XElement @class)
        {
            foreach (var line in @class.Element("lines")?.Elements("line") ?? [])
            {
                var key = (project, path, Number(line.Attribute("number")!.Value));
                var branch = Conditions().Match(line.Attribute("condition-coverage")?.Value ?? "");
                var (hit, branches, branchesHit) = lines.GetValueOrDefault(key);
                lines[key] = (hit || line.Attribute("hits")!.Value != "0",
                    branch.Success ? Math.Max(branches, Number(branch.Groups["all"].Value)) : branches,
                    branch.Success ? Math.Max(branchesHit, Number(branch.Groups["hit"].Value)) : branchesHit);
            }
        }
    }

    public static void Print(IReadOnlyList<Covered> projects, Screen screen)
    {
        screen.Line();
        screen.Line($"{"Coverage of src/",-30}{"lines",18}{"branches",20}");
        foreach (var project in projects) screen.Line(Row(project));
        screen.Line(Row(Total(projects)));
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"{"(wanted)",-30}{LinesWanted,17:0.0}%{BranchesWanted,19:0.0}%"));
    }

    /// <summary>A check like any other: fails when src/ as a whole is below what is wanted, and when nothing was measured at all.</summary>
    public static Outcome Judge(IReadOnlyList<Covered> projects)
    {
        const string Suite = "coverage";
        var total = Total(projects);
        if (total.Lines == 0)
            return Outcome.Failure(Suite, "No coverage was measured.");
        return total.LinePercent >= LinesWanted && total.BranchPercent >= BranchesWanted ? Outcome.Success(Suite) : Outcome.Failure(Suite, string.Create(
            CultureInfo.InvariantCulture,
            $"The tests cover {total.LinePercent:0.00}% of the lines and {total.BranchPercent:0.00}% of the branches of src/; wanted are {LinesWanted}% and {BranchesWanted}%."));
    }

    private static Covered Total(IReadOnlyList<Covered> projects) =>
        new("Total", projects.Sum(p => p.Lines), projects.Sum(p => p.LinesHit), projects.Sum(p => p.Branches), projects.Sum(p => p.BranchesHit));

    private static string Row(Covered covered) => string.Create(CultureInfo.InvariantCulture,
        $"{covered.Project,-30}{covered.LinesHit + "/" + covered.Lines,11}{covered.LinePercent,6:0.0}%{covered.BranchesHit + "/" + covered.Branches,13}{covered.BranchPercent,6:0.0}%");

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\((?<hit>\d+)/(?<all>\d+)\)")]
    private static partial Regex Conditions();
}
