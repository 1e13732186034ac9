namespace ChatFlow.WebApi.Stopping;

/// <summary>Whether this server is about to stop: it is not ready any more, and takes no new sockets. And how many it still has.</summary>
internal sealed class StopState
{
    private volatile bool hasBegun;
    private int sockets;

    public bool HasBegun => hasBegun;

    /// <summary>Requests to the hub that have not ended: a socket's ends when all was written to it that was to be.</summary>
    public int Sockets => Volatile.Read(ref sockets);

    public void Begin() => hasBegun = true;

    public void SocketBegins() => Interlocked.Increment(ref sockets);

    public void SocketEnds() => Interlocked.Decrement(ref sockets);
}
