namespace ChatFlow.Build;

/// <summary>Runs things side by side; when one fails the others are stopped and awaited, and its reason is the one that is told.</summary>
internal static class Together
{
    public static async Task RunAsync(IEnumerable<Func<CancellationToken, Task>> parts, CancellationToken stop)
    {
        using var all = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Exception? first = null;
        var running = parts.Select(async part =>
        {
            try
            {
                await part(all.Token);
            }
            catch (Exception reason)
            {
                // The others end by cancellation after this, and that is not the reason.
                Interlocked.CompareExchange(ref first, reason, null);
                await all.CancelAsync();
            }
        }).ToList();
        await Task.WhenAll(running);
        stop.ThrowIfCancellationRequested();
        if (first is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
    }
}
