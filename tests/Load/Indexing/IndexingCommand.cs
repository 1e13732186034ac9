using System.CommandLine;
using System.Text.Json;
using ChatFlow.Load.Seeding;
using Npgsql;

namespace ChatFlow.Load.Indexing;

/// <summary><c>indexing</c>: what it costs a send that messages become findable, in the ways that it could be done, in turns.</summary>
internal static class IndexingCommand
{
    private const string FullText = "CREATE INDEX idx_messages_content_fts ON messages USING GIN(to_tsvector('english', content)) WHERE deleted_at IS NULL";
    private const string Trigrams = "CREATE INDEX idx_messages_content_trgm ON messages USING GIN(content gin_trgm_ops)";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly Option<int> Messages = new("--messages") { Description = "Messages that are there before.", HelpName = "N", DefaultValueFactory = _ => 200_000 };
    private static readonly Option<int> Rounds = new("--rounds") { Description = "Of each variant.", HelpName = "N", DefaultValueFactory = _ => 5 };
    private static readonly Option<int> Seconds = new("--seconds") { Description = "Of each round.", HelpName = "N", DefaultValueFactory = _ => 5 };
    private static readonly Option<string?> Json = new("--json") { Description = "Write the results there, too.", HelpName = "FILE" };

    public static Command Make()
    {
        var indexing = new Command("indexing", "Measure what full-text indexing costs a send: 50 users with 4 sends outstanding each.") { Messages, Rounds, Seconds, Json };
        indexing.SetAction((parsed, stop) => Run(
            Target.Of(parsed), parsed.GetValue(Messages), parsed.GetValue(Rounds), TimeSpan.FromSeconds(parsed.GetValue(Seconds)), parsed.GetValue(Json), stop));
        return indexing;
    }

    private static async Task Run(Target target, int messages, int rounds, TimeSpan time, string? file, CancellationToken stop)
    {
        await using var postgres = NpgsqlDataSource.Create(target.Postgres);
        var machine = await Machine.Describe(postgres, stop);
        IndexingVariant[] variants =
        [
            new("not at all", [], after: false),
            new("after the commit (ChatFlow)", [], after: true),
            new("in the write, full text (seed)", [FullText], after: false),
            new("in the write, full text and trigrams (seed, both)", [FullText, Trigrams], after: false),
        ];
        var prepared = new List<IndexingVariant>();
        try
        {
            foreach (var variant in variants)
            {
                Screen.Line(variant.Name);
                await variant.Prepare(target, new Scale(Users: 50, Workspaces: 1, Channels: 50, PerUser: 10, messages, PrivatePercent: 0, Number: 1), stop);
                prepared.Add(variant);
            }
            // The first round is not counted: everything is warm after it.
            for (var round = 0; round <= rounds; round++)
            {
                foreach (var variant in variants)
                    await variant.Round(time, stop);
            }
        }
        finally
        {
            foreach (var variant in prepared)
                await variant.Drop(target);
        }
        var results = variants.Select(variant => new Result(
            variant.Name, [.. variant.SendsPerSecond.Skip(1)], Median(variants[0].SendsPerSecond.Skip(1)), [.. variant.Behind.Skip(1)])).ToArray();
        Screen.Show($"Sends a second. {JsonSerializer.Serialize(machine)}", ["indexed", "median", "least", "most", "of none", "left over", "findable after"], results.Select(result => result.Row));
        if (file is not null)
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new { machine, indexing = results.Select(result => result.Json) }, Indented), stop);
    }

    private static double Median(IEnumerable<double> numbers)
    {
        var sorted = numbers.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private sealed record Result(string Name, double[] SendsPerSecond, double WithoutIndexing, (long Messages, double Seconds)[] Behind)
    {
        private double Share => Median(SendsPerSecond) / WithoutIndexing;

        public string[] Row =>
        [
            Name, $"{Median(SendsPerSecond):N0}", $"{SendsPerSecond.Min():N0}", $"{SendsPerSecond.Max():N0}", $"{Share:P0}",
            Behind.Length == 0 ? "" : $"{Median(Behind.Select(one => (double)one.Messages)):N0}", Behind.Length == 0 ? "" : $"{Median(Behind.Select(one => one.Seconds)):0.0} s",
        ];

        public object Json => new { name = Name, sends_per_second = SendsPerSecond, share = Share, left_over = Behind.Select(one => new { messages = one.Messages, seconds = one.Seconds }) };
    }
}
