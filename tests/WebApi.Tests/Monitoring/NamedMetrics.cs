using System.Text.Json;
using System.Text.RegularExpressions;

namespace ChatFlow.WebApi.Tests.Monitoring;

/// <summary>The names of metrics in what is made for Prometheus and Grafana, and in the documentation.</summary>
internal static partial class NamedMetrics
{
    private static readonly string[] Words = ["and", "or", "unless", "bool", "offset"];

    private static readonly string Root = FindRoot();

    public static IReadOnlyList<string> Expressions() =>
    [
        .. Rules().Select(rule => rule.Groups["expr"].Value),
        .. Panels(JsonDocument.Parse(Text("build/deploy/grafana/chatflow.json")).RootElement),
    ];

    /// <summary>What recording rules make of other metrics.</summary>
    public static IReadOnlyList<string> Recorded() => [.. Rules().Where(rule => rule.Groups["kind"].Value == "record").Select(rule => rule.Groups["name"].Value)];

    /// <summary>In a PromQL expression, what is neither a label, a function nor a word of the language.</summary>
    public static IEnumerable<string> In(string expression) => Identifier()
        .Matches(Labels().Replace(Selectors().Replace(expression, ""), " "))
        .Select(match => match.Value).Where(name => !Words.Contains(name)).Distinct();

    /// <summary>The rows of the table of metrics in docs/monitoring.md.</summary>
    public static IReadOnlyList<(string Name, string Type, string[] Labels)> Documented() =>
    [
        .. TableRow().Matches(Text("docs/monitoring.md")).Select(row => (
            row.Groups["name"].Value, row.Groups["type"].Value, CodeSpan().Matches(row.Groups["labels"].Value).Select(label => label.Groups[1].Value).ToArray())),
    ];

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static MatchCollection Rules() => Rule().Matches(Text("build/deploy/prometheus/chatflow.rules.yml"));

    private static IEnumerable<string> Panels(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => property is { Name: "expr", Value.ValueKind: JsonValueKind.String }
            ? [property.Value.GetString()!] : Panels(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Panels),
        _ => [],
    };

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ChatFlow.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }

    // An expression is on the line of its key, or on those below it that stand further to the right.
    [GeneratedRegex(@"- (?<kind>record|alert): (?<name>\S+)\n +expr: (>-)?(?<expr>[^\n]*(\n {10,}[^\n]*)*)")]
    private static partial Regex Rule();

    [GeneratedRegex(@"\{[^}]*\}|\[[^\]]*\]|""[^""]*""")]
    private static partial Regex Selectors();

    [GeneratedRegex(@"\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)")]
    private static partial Regex Labels();

    [GeneratedRegex(@"(?<![\w:.])[a-z_][\w:]*(?![\w:]*\s*\()")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"^\| `(?<name>[a-z_]+)` \| (?<type>counter|gauge|histogram) \|[^|]*\|(?<labels>[^|]*)\|", RegexOptions.Multiline)]
    private static partial Regex TableRow();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex CodeSpan();
}
