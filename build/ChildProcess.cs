using System.Diagnostics;

namespace ChatFlow.Build;

/// <summary>
/// A program that this one started. It runs in a session of its own (setsid), so that Ctrl+C in the terminal reaches only us
/// and we decide in which order things stop; without that PostgreSQL and WebApi would seem to crash at every Ctrl+C.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    // The cause of a failure often stands first (npm, compilers), its circumstances last.
    private const int FirstLinesKept = 6;
    private const int LastLinesKept = 20;
    private static readonly bool HasSetsid = Executables.Find("setsid") is not null;
    private readonly Process _process;
    private readonly Lock _keeping = new();
    private readonly List<string> _firstLines = [];
    private readonly Queue<string> _lastLines = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TextWriter _log;
    private int _written;

    private ChildProcess(Launch launch)
    {
        Launch = launch;
        _log = launch.LogFile is null ? TextWriter.Null : new StreamWriter(launch.LogFile, append: true) { AutoFlush = true };
        var start = new ProcessStartInfo(HasSetsid ? "setsid" : launch.File)
        {
            WorkingDirectory = launch.Folder ?? string.Empty,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (HasSetsid) start.ArgumentList.Add(launch.File);
        foreach (var argument in launch.Arguments) start.ArgumentList.Add(argument);
        // Its output goes through us, as lines: no colour codes, also where CI makes programs believe in them.
        start.Environment["NO_COLOR"] = "1";
        start.Environment.Remove("FORCE_COLOR");
        foreach (var (name, value) in launch.Environment) start.Environment[name] = value;

        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.Exited += (_, _) => _ended.TrySetResult();
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Exited = WaitAsync();
    }

    public Launch Launch { get; }
    public int Id => _process.Id;

    /// <summary>Ends with the exit code when the process has ended and all of its output was read.</summary>
    public Task<int> Exited { get; }

    /// <summary>The first and last lines it wrote, and where the rest is.</summary>
    public string Tail
    {
        get
        {
            lock (_keeping)
            {
                var lines = _firstLines.Concat(_written > FirstLinesKept + LastLinesKept ? ["…"] : []).Concat(_lastLines).Select(line => "    " + line);
                return string.Join(Environment.NewLine, Launch.LogFile is null ? lines : lines.Append($"    (all of it: {Launch.LogFile})"));
            }
        }
    }

    public static ChildProcess Start(Launch launch)
    {
        try
        {
            return new ChildProcess(launch);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new Refusal($"{launch.Name}: {launch.File} could not be started ({missing.Message}).");
        }
    }

    /// <summary>Asks it to end, waits, and ends it by force after <paramref name="grace"/>, together with what it started.</summary>
    public async Task StopAsync(TimeSpan grace, UnixSignal polite = UnixSignal.Terminate, UnixSignal last = UnixSignal.Kill)
    {
        if (Exited.IsCompleted) return;
        UnixSignals.Send(Id, polite);
        if (await EndsWithinAsync(grace)) return;
        UnixSignals.Send(Id, last);
        if (await EndsWithinAsync(TimeSpan.FromSeconds(5))) return;
        _process.Kill(entireProcessTree: true);
        await EndsWithinAsync(TimeSpan.FromSeconds(5));
    }

    /// <summary>
    /// For a command with children of its own (npm, dotnet, a browser test that runs ChatFlow): all of its group is asked to end, and given
    /// the time to, also when the command itself ends first.
    /// </summary>
    public async Task StopGroupAsync(TimeSpan grace, TimeProvider clock)
    {
        if (!HasSetsid)
        {
            await StopAsync(grace);
            return;
        }
        UnixSignals.SendToGroup(Id, UnixSignal.Terminate);
        var begin = clock.GetTimestamp();
        while (ProcessIdentity.GroupLives(Id) && clock.GetElapsedTime(begin) < grace) await Task.Delay(TimeSpan.FromMilliseconds(100), clock);
        UnixSignals.SendToGroup(Id, UnixSignal.Kill);
        await EndsWithinAsync(TimeSpan.FromSeconds(5));
    }

    /// <summary>What an exit code says: a number, or the signal that ended it.</summary>
    public static string Describe(int exitCode) =>
        exitCode > 128 ? $"ended by signal {exitCode - 128}{(exitCode == 137 ? " (SIGKILL)" : "")}" : $"exit code {exitCode}";

    public void Dispose()
    {
        _process.Dispose();
        _log.Dispose();
    }

    private async Task<int> WaitAsync()
    {
        await _ended.Task;
        try
        {
            // A grandchild that outlives it may hold the output open for ever; what was written by now is all that matters.
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(2));
        }
        catch (TimeoutException)
        {
        }
        return _process.ExitCode;
    }

    private async Task<bool> EndsWithinAsync(TimeSpan time)
    {
        try
        {
            await Exited.WaitAsync(time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_keeping)
        {
            _log.WriteLine(line);
            if (_written++ < FirstLinesKept) _firstLines.Add(line);
            else _lastLines.Enqueue(line);
            if (_lastLines.Count > LastLinesKept) _lastLines.Dequeue();
        }
        Launch.OnLine?.Invoke(line);
    }
}
