using System.CommandLine;
using ChatFlow.Build;

var port = new Option<int>("--port") { Description = "The port ChatFlow answers on.", HelpName = "N", DefaultValueFactory = _ => 8282, Recursive = false };
var data = new Option<string?>("--data") { Description = "The folder that keeps database, mail and logs (default: .local at the repository's root; .load for load).", HelpName = "DIR" };
var noDemo = new Option<bool>("--no-demo") { Description = "Do not put in the demo workspace and its users." };

var run = new Command("run", "Build and start ChatFlow with its PostgreSQL and its Redis, until Ctrl+C. This is the default.") { port, data, noDemo };
var services = new Command("services", "Start only PostgreSQL and Redis and print their connection strings, for working from an IDE.") { data };
var test = new Command("test", "Run every test: .NET, client and browser. Ends with 'N passed, N failed, N skipped'.");
var output = new Option<string?>("--out") { Description = "The folder for the archive (default: artifacts/ at the repository's root).", HelpName = "DIR" };
var publish = new Command("publish", "Make the archive that is installed on a server (docs/operations.md).") { output };
var load = new Command("load", "Run the load tool (tests/Load) on its own PostgreSQL and Redis; its data stays in .load or --data. All other arguments are the tool's: seed, run, floors, search, indexing, allocations; --quick is short for run --quick.") { data };
load.TreatUnmatchedTokensAsErrors = false;
var chaos = new Command("chaos", "Let servers, PostgreSQL, Redis and wires fail at random while people talk, then check what is promised (docs/reliability.md): --minutes, --seed.");
chaos.TreatUnmatchedTokensAsErrors = false;
var soak = new Command("soak", "Let people talk for long and check that the server stays as small as it was (docs/reliability.md): --minutes.");
soak.TreatUnmatchedTokensAsErrors = false;
var root = new RootCommand("Builds, runs and tests ChatFlow. Needs the .NET 10 SDK and Node 20 or newer, and nothing else.") { run, services, test, publish, load, chaos, soak };
port.Validators.Add(given =>
{
    if (given.GetValueOrDefault<int>() is < 1 or > 65535) given.AddError("--port is a number from 1 to 65535.");
});

// `dotnet run --project build` alone is `run`, and takes its options too.
root.Add(port);
root.Add(data);
root.Add(noDemo);
root.SetAction(Run);
run.SetAction(Run);
services.SetAction((parsed, _) => Session.RunAsync((session, stop) => ServicesCommand.RunAsync(session, parsed.GetValue(data), stop)));
publish.SetAction((parsed, _) => Session.RunAsync((session, stop) => Release.PublishAsync(session, parsed.GetValue(output), stop), stoppedExitCode: 1));
load.SetAction((parsed, _) => Session.RunAsync((session, stop) => LoadCommand.RunAsync(session, parsed.GetValue(data), parsed.UnmatchedTokens, stop)));
chaos.SetAction((parsed, _) => Session.RunAsync((session, stop) => ChaosCommand.RunAsync(session, ["chaos", .. parsed.UnmatchedTokens], stop), stoppedExitCode: 1));
soak.SetAction((parsed, _) => Session.RunAsync((session, stop) => ChaosCommand.RunAsync(session, ["soak", .. parsed.UnmatchedTokens], stop), stoppedExitCode: 1));
test.SetAction((parsed, _) => Session.RunAsync(TestCommand.RunAsync, stoppedExitCode: 1));

// The session handles Ctrl+C and SIGTERM itself: the library would give up after two seconds, with PostgreSQL still running.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });

Task<int> Run(ParseResult parsed, CancellationToken _) => Session.RunAsync((session, stop) =>
    RunCommand.RunAsync(session, new RunOptions(parsed.GetValue(port), parsed.GetValue(data), Demo: !parsed.GetValue(noDemo)), stop));
