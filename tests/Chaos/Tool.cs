using System.CommandLine;
using ChatFlow.Build;
using Spectre.Console;

namespace ChatFlow.Chaos.Tests;

/// <summary>Chaos and soak by hand; the build program's `chaos` and `soak` start it.</summary>
internal static class Tool
{
    public const string Redis = "redis";

    /// <summary>Longer runs say nothing more, and the tokens of their people end.</summary>
    private const double LongestMinutes = 600;

    public static Task<int> Main(string[] arguments)
    {
        var minutes = new Option<double>("--minutes") { Description = $"How long, up to {LongestMinutes}.", DefaultValueFactory = _ => 30 };
        minutes.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<double>() is not (>= 0.25 and <= LongestMinutes)) given.AddError($"--minutes is a number from 0.25 to {LongestMinutes}.");
        });
        var seed = new Option<int?>("--seed") { Description = "Of the faults and of what people do; without it another one each time." };
        var chaos = new Command("chaos", "Three nodes, their PostgreSQL and Redis and all wires between them fail at random while people talk; then the promise is checked.") { minutes, seed };
        chaos.SetAction((parsed, _) => Session.RunAsync((session, stop) =>
            Chaos(new ChaosOptions(parsed.GetValue(seed) ?? Environment.TickCount, TimeSpan.FromMinutes(parsed.GetValue(minutes))), session, stop), stoppedExitCode: 1));

        var soak = new Command("soak", "Fifty people talk over one node; then it is judged whether its memory, sockets, database connections, files and threads stayed as they were.") { minutes };
        soak.SetAction((parsed, _) => Session.RunAsync((session, stop) => Soak(TimeSpan.FromMinutes(parsed.GetValue(minutes)), session, stop), stoppedExitCode: 1));

        var folder = new Argument<string>("folder");
        var port = new Argument<int>("port");
        var parent = new Argument<int>("parent");
        var redis = new Command(Redis, "The Redis of a run, as a process of its own.") { folder, port, parent };
        redis.Hidden = true;
        redis.SetAction((parsed, _) => OwnRedis.Serve(parsed.GetValue(folder)!, parsed.GetValue(port), parsed.GetValue(parent)));

        // Session handles Ctrl+C and SIGTERM itself: processes have to be ended first.
        return new RootCommand("Shows what ChatFlow promises while everything fails, and that it stays as small as it was.") { chaos, soak, redis }
            .Parse(arguments).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    /// <summary>Two columns, the second of numbers.</summary>
    public static string Table(IEnumerable<(string What, string Number)> rows)
    {
        var table = new Table { Border = TableBorder.Markdown }.AddColumn("what").AddColumn(new TableColumn("number") { Alignment = Justify.Right });
        foreach (var (what, number) in rows)
            table.AddRow(Markup.Escape(what), Markup.Escape(number));
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 120;
        console.Write(table);
        return text.ToString();
    }

    private static async Task<int> Soak(TimeSpan length, Session session, CancellationToken stop)
    {
        var broken = await new SoakRun(length, session).Run(stop);
        foreach (var grown in broken)
            session.Screen.Failure(grown);
        if (broken.Count == 0)
            session.Screen.Line("It stays as small as it was.");
        return broken.Count == 0 ? 0 : 1;
    }

    private static async Task<int> Chaos(ChaosOptions options, Session session, CancellationToken stop)
    {
        const int Shown = 40;
        var outcome = await new ChaosRun(options, session, session.Screen.Step).Run(stop);
        session.Screen.Line(Table(outcome.Summary));
        foreach (var broken in outcome.Broken.Take(Shown))
            session.Screen.Failure(broken);
        if (outcome.Broken.Count > Shown)
            session.Screen.Line($"… and {outcome.Broken.Count - Shown} more");
        session.Screen.Line(outcome.Broken.Count == 0 ? "Everything that is promised holds." : $"To try it again: {options.ToRepeat}");
        return outcome.Broken.Count == 0 ? 0 : 1;
    }
}
