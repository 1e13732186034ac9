using System.Diagnostics;

namespace ChatFlow.Load.Flooding;

/// <summary>A process that floods. Its work would be done by another machine, so it takes what the others leave.</summary>
internal sealed class Flooder : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Process process;

    private Flooder(Process process) => this.process = process;

    public static async Task<Flooder> Start(Flood flood, ChatServer server, string token, Guid channel, CancellationToken stop)
    {
        var tool = Path.Combine(AppContext.BaseDirectory, "ChatFlow.Load.dll");
        var start = new ProcessStartInfo("dotnet", [tool, FloodCommand.Name, flood.Kind, $"{server.Http.BaseAddress}", $"{channel}"]);
        (start.RedirectStandardInput, start.RedirectStandardOutput) = (true, true);
        var flooder = new Flooder(Process.Start(start)!);
        flooder.process.PriorityClass = ProcessPriorityClass.Idle;
        await flooder.process.StandardInput.WriteLineAsync(token.AsMemory(), stop);
        await flooder.process.StandardInput.FlushAsync(stop);
        return await flooder.process.StandardOutput.ReadLineAsync(stop).AsTask().WaitAsync(Patience, stop) == FloodCommand.Begins ? flooder : throw new InvalidOperationException("The flooder did not begin.");
    }

    /// <returns>What it has done.</returns>
    public async Task<string> End(CancellationToken stop)
    {
        process.StandardInput.Close();
        var summary = await process.StandardOutput.ReadToEndAsync(stop).WaitAsync(Patience, stop);
        await process.WaitForExitAsync(stop).WaitAsync(Patience, stop);
        return process.ExitCode == 0 ? summary.Trim() : throw new InvalidOperationException("The flooder failed.");
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}
