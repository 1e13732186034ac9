using System.Collections.Concurrent;

namespace ChatFlow.Chaos.Tests;

/// <summary>What all clients of a run have done and seen together.</summary>
internal sealed class Tally
{
    private int sent;
    private int acknowledged;
    private int unanswered;
    private int connections;

    public int Sent => sent;
    public int Acknowledged => acknowledged;

    /// <summary>Calls of which the caller does not know whether they were done.</summary>
    public int Unanswered => unanswered;
    public int Connections => connections;

    /// <summary>Answers that are no success, by their code.</summary>
    public ConcurrentDictionary<string, int> Refusals { get; } = new();

    /// <summary>What a client saw that must not be.</summary>
    public ConcurrentQueue<string> Broken { get; } = new();

    public void CountSent() => Interlocked.Increment(ref sent);

    public void CountAcknowledged() => Interlocked.Increment(ref acknowledged);

    public void CountUnanswered() => Interlocked.Increment(ref unanswered);

    public void CountConnection() => Interlocked.Increment(ref connections);

    public void CountRefusal(string code) => Refusals.AddOrUpdate(code, 1, (_, count) => count + 1);
}
