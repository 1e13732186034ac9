using System.CommandLine;
using ChatFlow.Load;
using ChatFlow.Load.Indexing;
using ChatFlow.Load.Searching;
using ChatFlow.Load.Seeding;

var root = new RootCommand("Fills ChatFlow with people and messages, and measures it.") { SeedCommand.Make(), SearchCommand.Make(), IndexingCommand.Make() };
foreach (var option in Target.Options)
    root.Add(option);
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Refusal refusal)
{
    Console.Error.WriteLine(refusal.Message);
    return 1;
}
