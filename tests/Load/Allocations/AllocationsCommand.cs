using System.CommandLine;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;

namespace ChatFlow.Load.Allocations;

/// <summary><c>allocations</c>: the memory that a message costs on its way from the call to the answer.</summary>
internal static class AllocationsCommand
{
    public static Command Make()
    {
        var allocations = new Command("allocations", "Measure the memory that a send allocates, by BenchmarkDotNet.");
        allocations.SetAction((parsed, stop) => Run(Target.Of(parsed), stop));
        return allocations;
    }

    private static async Task Run(Target target, CancellationToken stop)
    {
        var own = await OwnDatabase.Make(target, "load_allocations", stop);
        SendBenchmark.Target = own;
        try
        {
            // In this process: what is measured needs the database that was just made. Bytes are exact; times are of a machine that is shared.
            var job = Job.ShortRun.WithToolchain(InProcessNoEmitToolchain.Instance).WithId("here");
            BenchmarkRunner.Run<SendBenchmark>(ManualConfig.CreateEmpty().AddJob(job).AddDiagnoser(MemoryDiagnoser.Default)
                .AddColumnProvider(DefaultColumnProviders.Instance).AddLogger(ConsoleLogger.Unicode).AddExporter(MarkdownExporter.GitHub)
                .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "chatflow-benchmark")));
        }
        finally
        {
            await OwnDatabase.Drop(target, own);
        }
    }
}
