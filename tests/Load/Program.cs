using System.CommandLine;
using ChatFlow.Load;
using ChatFlow.Load.Allocations;
using ChatFlow.Load.Flooding;
using ChatFlow.Load.Floors;
using ChatFlow.Load.Indexing;
using ChatFlow.Load.Searching;
using ChatFlow.Load.Seeding;
using ChatFlow.Load.Workloads;

var root = new RootCommand("Fills ChatFlow with people and messages, and measures it.") { SeedCommand.Make(), RunCommand.Make(), FloorsCommand.Make(), SearchCommand.Make(), IndexingCommand.Make(), AllocationsCommand.Make(), BareServer.Make(), FloodCommand.Make() };
foreach (var option in Target.Options)
    root.Add(option);
// `load --quick` is short for `load run --quick`.
root.Add(RunCommand.Quick);
root.SetAction(RunCommand.Run);
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Refusal refusal)
{
    Console.Error.WriteLine(refusal.Message);
    return 1;
}
