using System.IO.Pipelines;

namespace ChatFlow.WebApi.Realtime;

/// <summary>
/// A connection's transport for which nothing waits beyond <see cref="MostBytes"/>: SignalR would queue every push behind a write that has to wait, as
/// long as the client takes each in time, and be it less than comes. An answer may be larger than that by itself; it waits, and has SignalR's time for it.
/// </summary>
/// <param name="isFull">Called when a push found no room.</param>
internal sealed class BoundedTransport(IDuplexPipe inner, Action isFull) : PipeWriter, IDuplexPipe
{
    /// <summary>What was pushed, or answered, to a connection and is not yet taken by the system.</summary>
    public const int MostBytes = 1024 * 1024;

    private readonly PipeWriter output = inner.Output;
    private long written;

    public PipeReader Input => inner.Input;

    public PipeWriter Output => this;

    public override bool CanGetUnflushedBytes => output.CanGetUnflushedBytes;

    public override long UnflushedBytes => output.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0) => output.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => output.GetSpan(sizeHint);

    public override void Advance(int bytes)
    {
        written += bytes;
        output.Advance(bytes);
    }

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        written += source.Length;
        return Checked(output.WriteAsync(source, cancellationToken));
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => Checked(output.FlushAsync(cancellationToken));

    public override void CancelPendingFlush() => output.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => output.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => output.CompleteAsync(exception);

    // SignalR writes one message at a time, and waits for its end before the next one.
    private ValueTask<FlushResult> Checked(ValueTask<FlushResult> flush)
    {
        var message = written;
        written = 0;
        if (!flush.IsCompleted && message < MostBytes / 2)
            isFull();
        return flush;
    }
}
