using System.CommandLine;
using System.Text.Json;
using ChatFlow.Load.Seeding;
using Npgsql;

namespace ChatFlow.Load.Floors;

/// <summary><c>floors</c>: what PostgreSQL alone takes on this machine, without any server of ours.</summary>
internal static class FloorsCommand
{
    private static readonly Option<int> Seconds = new("--seconds") { Description = "For each.", HelpName = "N", DefaultValueFactory = _ => 10 };

    public static Command Make()
    {
        var floors = new Command("floors", "Measure what this machine does without ChatFlow: commits of single rows and of batches.") { Seconds };
        floors.SetAction((parsed, stop) => Run(Target.Of(parsed), TimeSpan.FromSeconds(parsed.GetValue(Seconds)), stop));
        return floors;
    }

    private static async Task Run(Target target, TimeSpan time, CancellationToken stop)
    {
        var own = await OwnDatabase.Make(target, "load_floors", stop);
        try
        {
            await using var postgres = NpgsqlDataSource.Create(own.Postgres);
            var (inserts, vocabulary, rows) = (new Inserts(postgres), new Vocabulary(1), new List<string[]>());
            string Text() => Conversation.Text(vocabulary, Random.Shared);
            await inserts.MakeTables(stop);
            foreach (var (table, name) in new[] { ("plain", "rows without indexes"), ("seed", "rows of the seed's message table with its indexes") })
            {
                rows.Add([$"{name}, each committed, 20 clients", $"{await inserts.PerSecond(table, 20, inBatches: false, time, Text, stop):N0}"]);
                rows.Add([$"{name}, by unnest of 50, 20 clients", $"{await inserts.PerSecond(table, 20, inBatches: true, time, Text, stop):N0}"]);
            }
            Screen.Show($"PostgreSQL alone. {JsonSerializer.Serialize(await Machine.Describe(postgres, stop))}", ["what", "a second"], rows);
        }
        finally
        {
            await OwnDatabase.Drop(target, own);
        }
    }
}
