using System.Net;
using Microsoft.AspNetCore.Connections;

namespace ChatFlow.WebApi.RateLimits;

/// <summary>
/// Takes new connections in small parts: thousands at once, whether they mean it or not, would stand before what those wait for who are there already.
/// The rest waits in the system's queue.
/// </summary>
internal sealed class PacedListeners(IConnectionListenerFactory inner, TimeProvider clock) : IConnectionListenerFactory
{
    /// <summary>In each <see cref="Pause"/>: five hundred a second.</summary>
    public const int AtOnce = 10;

    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Listener(await inner.BindAsync(endpoint, cancellationToken), clock);

    private sealed class Listener(IConnectionListener inner, TimeProvider clock) : IConnectionListener
    {
        private long begin;
        private int left;

        public EndPoint EndPoint => inner.EndPoint;

        // Kestrel asks for one after the other.
        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            if (left == 0)
            {
                var rest = Pause - clock.GetElapsedTime(begin);
                if (rest > TimeSpan.Zero)
                    await Task.Delay(rest, clock, cancellationToken);
                (left, begin) = (AtOnce, clock.GetTimestamp());
            }
            left--;
            return await inner.AcceptAsync(cancellationToken);
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => inner.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
