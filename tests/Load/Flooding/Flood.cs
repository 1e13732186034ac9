namespace ChatFlow.Load.Flooding;

/// <summary>Something that one user does to harm the others.</summary>
/// <param name="Kind">Its name on the command line.</param>
/// <param name="What">Its name in results.</param>
/// <param name="Run">Ends when it is told to.</param>
internal sealed record Flood(string Kind, string What, Func<Attack, CancellationToken, Task> Run)
{
    /// <summary>As many as one user may have at once.</summary>
    private const int Sockets = 50;

    private const int Calls = 100_000;
    private const int HalfRequests = 3000;

    public static readonly Flood[] All =
    [
        new("calls", "100,000 sends on one socket", (attack, end) => attack.Calls(sockets: 1, Calls, attack.Send, end)),
        new("calls-50", "100,000 sends on 50 sockets", (attack, end) => attack.Calls(Sockets, Calls, attack.Send, end)),
        new("unknown", "100,000 calls of no method", (attack, end) => attack.Calls(sockets: 1, Calls, () => Attack.NoMethod, end)),
        new("pings", "1,000,000 pings, a hundred in a frame", (attack, end) => attack.Calls(sockets: 1, Calls / 10, () => Attack.HundredPings, end)),
        new("frames", "frames of 1 MB", (attack, end) => attack.LargeFrames(end)),
        new("half-open", "3,000 half requests, 50 sockets without handshake", (attack, end) => Task.WhenAll(attack.HalfRequests(HalfRequests, end), attack.NoHandshake(Sockets, end))),
        new("unread", "50 sockets that read nothing", (attack, end) => attack.Readers(Sockets, bytesPerSecond: 0, end)),
        new("slow", "50 sockets that read 10 KB/s", (attack, end) => attack.Readers(Sockets, bytesPerSecond: 10_000, end)),
    ];
}
