using System.Runtime.InteropServices;
using ChatFlow.WebApi.Realtime;

namespace ChatFlow.WebApi.Stopping;

/// <summary>
/// What a signal to end begins: first the sockets are sent to other servers, one after the other, while everything goes on; then the host
/// stops, which finishes requests and commits what was accepted. By itself the host would cut all sockets at once, in the middle of their calls.
/// See docs/decisions/0026.
/// </summary>
internal sealed partial class StopInOrder(
    StopState state, Connections connections, IHostApplicationLifetime application, TimeProvider clock, ILogger<StopInOrder> logger) : IHostLifetime, IDisposable
{
    /// <summary>How long the host may take after the sockets, in requests that go on and messages that wait to be committed.</summary>
    public static readonly TimeSpan HostPatience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// For the sockets. Together with what the host takes, and 5 s in which it cuts those that are still open, it is less than the 20 s after
    /// which service managers kill.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(7);

    /// <summary>Few sockets go at once; many are spread over this time, so that the other servers do not get them all in one moment.</summary>
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan BetweenSteps = TimeSpan.FromMilliseconds(20);

    private readonly List<PosixSignalRegistration> signals = [];
    private int signalled;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT })
            signals.Add(PosixSignalRegistration.Create(signal, Signalled));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => signals.ForEach(signal => signal.Dispose());

    private void Signalled(PosixSignalContext context)
    {
        // The process ends when Main does, and not here.
        context.Cancel = true;
        if (Interlocked.Exchange(ref signalled, 1) == 0)
            _ = Stop();
    }

    private async Task Stop()
    {
        state.Begin();
        try
        {
            await SendSocketsAway();
        }
        catch (Exception e)
        {
            Failed(e);
        }
        application.StopApplication();
    }

    private async Task SendSocketsAway()
    {
        var begin = clock.GetTimestamp();
        var atOnce = Math.Max(1, (int)Math.Ceiling(connections.All.Count() * (BetweenSteps / Spread)));
        var (asked, idle) = (new HashSet<string>(), new HashSet<string>());
        // Also those that were on their way in when it began.
        while (state.Sockets > 0 && clock.GetElapsedTime(begin) < Patience)
        {
            foreach (var connection in connections.All.Where(connection => !connection.IsLeaving).Take(atOnce).ToList())
            {
                connection.IsLeaving = true;
                asked.Add(connection.Id);
            }
            // Seen idle twice: after a call ends, its answer has still to be written.
            foreach (var connection in connections.All.Where(connection => connection is { IsLeaving: true, IsIdle: true } && !idle.Add(connection.Id)))
                connection.Leave();
            await Task.Delay(BetweenSteps, clock);
        }
        SentAway(asked.Count, state.Sockets);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopping: {Count} sockets were sent to other servers; {Left} did not go and are cut")]
    private partial void SentAway(int count, int left);

    [LoggerMessage(Level = LogLevel.Error, Message = "Sockets could not be sent to other servers; they are cut")]
    private partial void Failed(Exception exception);
}
