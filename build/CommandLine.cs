namespace ChatFlow.Build;

/// <summary>Runs a program to its end.</summary>
internal static class CommandLine
{
    /// <summary>Longer than a ChatFlow needs that was started by a browser test: WebApi has 20 s, then PostgreSQL 30.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    /// <summary>Ends with a refusal that shows the last lines of output, when the program fails.</summary>
    public static async Task RunAsync(Launch launch, CancellationToken stop, TimeSpan? deadline = null)
    {
        var (exitCode, tail) = await TryAsync(launch, stop, deadline);
        if (exitCode != 0)
            throw new Refusal($"{launch.Name} ({ChildProcess.Describe(exitCode)}): {launch.File} {string.Join(' ', launch.Arguments)}{Environment.NewLine}{tail}");
    }

    public static async Task<(int ExitCode, string Tail)> TryAsync(Launch launch, CancellationToken stop, TimeSpan? deadline = null)
    {
        stop.ThrowIfCancellationRequested();
        using var child = ChildProcess.Start(launch);
        var limit = deadline ?? TimeSpan.FromMinutes(15);
        try
        {
            return (await child.Exited.WaitAsync(limit, stop), child.Tail);
        }
        catch (OperationCanceledException)
        {
            await child.StopGroupAsync(Grace, TimeProvider.System);
            throw;
        }
        catch (TimeoutException)
        {
            await child.StopGroupAsync(Grace, TimeProvider.System);
            throw new Refusal($"{launch.Name} did not end within {limit.TotalMinutes:0.#} minutes and was stopped.{Environment.NewLine}{child.Tail}");
        }
    }

    /// <summary>The output of a short question to a program, or null when it cannot be asked.</summary>
    public static async Task<string?> AskAsync(string file, string[] arguments, CancellationToken stop)
    {
        var lines = new List<string>();
        try
        {
            var (exitCode, _) = await TryAsync(new Launch(file, file, arguments) { OnLine = lines.Add }, stop, TimeSpan.FromSeconds(30));
            return exitCode == 0 ? string.Join('\n', lines).Trim() : null;
        }
        catch (Refusal)
        {
            return null;
        }
    }
}
