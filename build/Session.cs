using System.Runtime.InteropServices;

namespace ChatFlow.Build;

/// <summary>What every command needs: where the repository lies, the clock, the console.</summary>
internal sealed record Session(Repository Repository, TimeProvider Clock, Screen Screen)
{
    /// <summary>Runs a command until it ends or somebody asks it to stop, and turns its outcome into an exit code.</summary>
    public static async Task<int> RunAsync(Func<Session, CancellationToken, Task<int>> command, int stoppedExitCode = 0)
    {
        var clock = TimeProvider.System;
        var screen = new Screen(clock);
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, RequestStop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, RequestStop);
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, RequestStop);
        try
        {
            return await command(new Session(Repository.Find(), clock, screen), stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            screen.Step("Stopped, as asked.");
            return stoppedExitCode;
        }
        catch (Refusal refusal)
        {
            screen.Failure(refusal.Message);
            return 1;
        }

        void RequestStop(PosixSignalContext signal)
        {
            // Without Cancel the runtime would end this process before it has stopped what it started.
            signal.Cancel = true;
            if (stop.IsCancellationRequested) return;
            screen.Step("Stopping …");
            stop.Cancel();
        }
    }
}
