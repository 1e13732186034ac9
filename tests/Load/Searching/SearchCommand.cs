using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using ChatFlow.Load.Indexing;
using ChatFlow.Load.Seeding;
using Npgsql;

namespace ChatFlow.Load.Searching;

/// <summary><c>search</c>: the seed design's statement and ChatFlow's search on the same messages, in turns, so that whatever else happens on the machine hits both.</summary>
internal static class SearchCommand
{
    /// <summary>ChatFlow's searches for each of the seed's, which takes long.</summary>
    private const int InARow = 5;
    private const int FewestRounds = 4;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly Option<int> Seconds = new("--seconds") { Description = "Time for each kind of search.", HelpName = "N", DefaultValueFactory = _ => 15 };
    private static readonly Option<int> Workspace = new("--workspace") { Description = "The workspace to search, by its number.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> As = new("--as") { Description = "The user who searches, by their number.", HelpName = "N", DefaultValueFactory = _ => 2 };
    private static readonly Option<string?> Json = new("--json") { Description = "Write the results there, too.", HelpName = "FILE" };

    public static Command Make()
    {
        var search = new Command("search", "Measure search on what 'seed' put in, against the design that ChatFlow grew out of.") { SeedCommand.Number, Workspace, As, Seconds, Json };
        search.SetAction((parsed, stop) => Run(
            Target.Of(parsed), parsed.GetValue(SeedCommand.Number), parsed.GetValue(Workspace), parsed.GetValue(As), TimeSpan.FromSeconds(parsed.GetValue(Seconds)), parsed.GetValue(Json), stop));
        return search;
    }

    private static async Task Run(Target target, int number, int workspace, int user, TimeSpan time, string? file, CancellationToken stop)
    {
        await using var postgres = NpgsqlDataSource.Create(target.Postgres);
        var workspaceId = await IdOf(postgres, "SELECT id FROM workspaces WHERE slug = $1", Scale.Slug(number, workspace), stop);
        var userId = await IdOf(postgres, "SELECT id FROM users WHERE lower(email) = $1", Scale.Email(number, user), stop);
        await using var server = await ChatServer.Start(target, stop);
        await IndexingProgress.Wait(postgres, stop);
        server.Http.DefaultRequestHeaders.Authorization = new("Bearer", await SignedIn.Token(server.Http, Scale.Email(number, user), stop));
        await using var layers = Layers.Of(target.Postgres, target.Redis);

        var (seed, chatFlow) = (new SeedDesign(postgres), new ChatFlowSearch(layers, server.Http, workspaceId, userId));
        Screen.Line("Making the seed design's index");
        await seed.MakeIndex(stop);
        var machine = await Machine.Describe(postgres, stop);
        List<SearchResult> results = [];
        foreach (var one in SearchCase.All(new Vocabulary(number)))
        {
            results.Add(await Measure(one, seed, chatFlow, workspaceId, time, stop));
            Screen.Line(string.Join("  ", results[^1].Row));
        }
        await seed.DropIndex(stop);
        Screen.Show($"Search, milliseconds; ratio: the seed's median by ChatFlow's. {JsonSerializer.Serialize(machine)}", SearchResult.Columns, results.Select(result => result.Row));
        if (file is not null)
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new { machine, search = results.Select(result => result.Json) }, Indented), stop);
    }

    public static async Task<SearchResult> Measure(SearchCase one, SeedDesign seed, ChatFlowSearch chatFlow, Guid workspaceId, TimeSpan time, CancellationToken stop)
    {
        var result = new SearchResult(one, await seed.CountOf(one.Searches[0], stop), Machine.Load, new Timings(), new Timings(), new Timings());
        // Once without a clock: connections, statements and pages of the tables are warm for both.
        await Round(one.Searches[0], new Timings(), new Timings(), new Timings());
        var begin = Stopwatch.GetTimestamp();
        for (var n = 0; n < FewestRounds || Stopwatch.GetElapsedTime(begin) < time; n++)
            await Round(one.Searches[n % one.Searches.Length], result.Seed, result.UseCase, result.Http);
        return result;

        async Task Round(string words, Timings ofSeed, Timings ofUseCase, Timings ofHttp)
        {
            await ofSeed.Measure(() => seed.Find(workspaceId, words, one.Page, stop));
            for (var n = 0; n < InARow; n++)
                await ofUseCase.Measure(() => chatFlow.Find(words, one.Page, stop));
            for (var n = 0; n < InARow; n++)
                await ofHttp.Measure(() => chatFlow.FindOverHttp(words, one.Page, stop));
        }
    }

    public static async Task<Guid> IdOf(NpgsqlDataSource postgres, string sql, string name, CancellationToken stop)
    {
        await using var command = postgres.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = name });
        return await command.ExecuteScalarAsync(stop) as Guid? ?? throw new Refusal($"There is no {name} in the database. Run 'seed' first.");
    }
}
