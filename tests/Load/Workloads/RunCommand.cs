using System.CommandLine;
using System.Text.Json;
using ChatFlow.Load.Flooding;
using ChatFlow.Load.Floors;
using ChatFlow.Load.Seeding;
using Npgsql;

namespace ChatFlow.Load.Workloads;

/// <summary><c>run</c>: the workloads over the real wire, beside what the same machine does without ChatFlow.</summary>
internal static class RunCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Option<string[]> Only = new("--only") { Description = "Some of W1, W2, W3, W4, W5, W6, W7, W8, 9.1 (default: all of these), and flood.", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string?> Json = new("--json") { Description = "Write the results there, too.", HelpName = "FILE" };

    public static readonly Option<bool> Quick = new("--quick") { Description = "Small and short, under two minutes: whether it works, not how fast it is." };

    public static Command Make()
    {
        var run = new Command("run", "Measure the workloads over the real wire, each beside its floor, on a database of their own.") { Quick, Only, Json };
        run.SetAction((parsed, stop) => Run(parsed, stop));
        return run;
    }

    public static async Task Run(ParseResult parsed, CancellationToken stop)
    {
        var (target, isQuick, file) = (Target.Of(parsed), parsed.GetValue(Quick), parsed.GetValue(Json));
        var only = parsed.GetValue(Only) is { Length: > 0 } some ? some : ["W1", "W2", "W3", "W4", "W5", "W6", "W7", "W8", "9.1"];
        var own = await OwnDatabase.Make(target, "load_run", stop);
        try
        {
            await Measure(own, isQuick, only, file, stop);
        }
        finally
        {
            await OwnDatabase.Drop(target, own);
        }
    }

    private static async Task Measure(Target target, bool isQuick, string[] only, string? file, CancellationToken stop)
    {
        await using var postgres = NpgsqlDataSource.Create(target.Postgres);
        var crowds = new Crowds(postgres, target, isQuick);
        foreach (var name in only)
            await crowds.Add(name, stop);
        await new Inserts(postgres).MakeTables(stop);
        var findings = new List<Finding> { await StartUp(target, stop) };
        await using var bare = await ChatServer.StartBare(target, stop);
        await using var chat = await ChatServer.Start(target, stop);
        var stage = new Stage(target, postgres, chat, bare, isQuick, Rounds: isQuick ? 1 : 3, Time: TimeSpan.FromSeconds(isQuick ? 3 : 10), new Vocabulary(1));
        var machine = await Machine.Describe(postgres, stop);
        foreach (var name in only)
        {
            Screen.Line($"{name} (load {Machine.Load})");
            findings.AddRange(await Measure(name, stage, crowds[name], stop));
        }
        Screen.Show($"{stage.Rounds} rounds of {stage.Time.TotalSeconds:N0} s. {JsonSerializer.Serialize(machine)}", Finding.Columns, findings.Select(finding => finding.Row));
        if (file is not null)
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new { machine, findings = findings.Select(finding => finding.Json) }, Indented), stop);
    }

    private static Task<IReadOnlyList<Finding>> Measure(string name, Stage stage, Crowd crowd, CancellationToken stop) => name switch
    {
        "W1" => Deliveries.Measure(name, stage, crowd, perSecond: 100, stop),
        "W2" => Deliveries.Measure(name, stage, crowd, perSecond: 20, stop),
        "W3" => ClosedLoop.Measure(stage, crowd, stop),
        "W4" => IdleSockets.Measure(stage, crowd, stop),
        "W5" => Reads.Pages(stage, crowd, stop),
        "W6" => Searches.Measure(stage, crowd, stop),
        "W7" => Reads.Sidebar(stage, crowd, stop),
        "W8" => CatchUp.Measure(stage, crowd, stop),
        "flood" => Floods.Measure(stage, crowd, stop),
        _ => Reads.Targets(stage, crowd, stop),
    };

    private static async Task<Finding> StartUp(Target target, CancellationToken stop)
    {
        var taken = new List<double>();
        // The first has the database to prepare and the disk's pages to read.
        for (var n = 0; n < 4; n++)
        {
            await using var server = await ChatServer.Start(target, stop);
            taken.Add(server.StartUp.TotalSeconds);
        }
        return new Finding("start", "from the start of the process to ready, median of 3", "s", taken.Skip(1).Order().ElementAt(1), Goal: 2);
    }
}
