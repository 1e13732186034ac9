using System.Net;
using ChatFlow.WebApi.RateLimits;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Time.Testing;

namespace ChatFlow.WebApi.Tests.Hosting;

public class PacedListenersTests
{
    private readonly FakeTimeProvider clock = new();

    [Test]
    public async Task Connections_ThatComeAtOnce_AreTakenInSmallParts()
    {
        await using var listener = await Listener();
        for (var part = 0; part < 3; part++)
        {
            // The one that waited is the first of the next part.
            for (var n = part == 0 ? 0 : 1; n < PacedListeners.AtOnce; n++)
                Assert.That(listener.AcceptAsync().AsTask().IsCompletedSuccessfully);
            var next = listener.AcceptAsync().AsTask();
            clock.Advance(PacedListeners.Pause - TimeSpan.FromTicks(1));
            Assert.That(next.IsCompleted, Is.False);
            clock.Advance(TimeSpan.FromTicks(1));
            await next;
        }
    }

    [Test]
    public async Task Connections_ThatComeOneByOne_DoNotWait()
    {
        await using var listener = await Listener();
        for (var n = 0; n < 3 * PacedListeners.AtOnce; n++, clock.Advance(PacedListeners.Pause / PacedListeners.AtOnce))
            Assert.That(listener.AcceptAsync().AsTask().IsCompletedSuccessfully, $"{n}");
    }

    private ValueTask<IConnectionListener> Listener() => new PacedListeners(new Crowd(), clock).BindAsync(new IPEndPoint(IPAddress.Loopback, 0));

    /// <summary>There is always one more who wants in.</summary>
    private sealed class Crowd : IConnectionListenerFactory, IConnectionListener
    {
        public EndPoint EndPoint => new IPEndPoint(IPAddress.Loopback, 0);

        public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => ValueTask.FromResult<IConnectionListener>(this);

        public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult<ConnectionContext?>(new DefaultConnectionContext());

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
