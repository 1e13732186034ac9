using System.Net;
using ChatFlow.WebApi.Hosting;
using ChatFlow.WebApi.RateLimits;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace ChatFlow.WebApi.Tests.Hosting;

public class BoundedListenersTests
{
    [Test]
    public async Task Address_ThatHasItsConnections_GetsNoMore_UntilOneCloses_AndOthersDo()
    {
        var (one, two, three, other, again) = (From("198.51.100.7"), From("::ffff:198.51.100.7"), From("198.51.100.7"), From("198.51.100.8"), From("198.51.100.7"));
        await using var listener = await Listener(one, two, three, other, again);
        Assert.That(await Taken(listener, 3), Is.EqualTo(new[] { one, two, other }));
        Assert.That(three.IsAborted);
        await one.CloseAsync();
        Assert.That(await listener.AcceptAsync(), Is.SameAs(again));
        Assert.That(await listener.AcceptAsync(), Is.Null, "its end");
    }

    [Test]
    public async Task Addresses_OfOneNetworkOfIPv6_AreOne()
    {
        var (one, two, three, other) = (From("2001:db8:0:1::1"), From("2001:db8:0:1::2"), From("2001:db8:0:1:ffff::3"), From("2001:db8:0:2::1"));
        await using var listener = await Listener(one, two, three, other);
        Assert.That(await Taken(listener, 3), Is.EqualTo(new[] { one, two, other }));
    }

    [TestCase("127.0.0.1")]
    [TestCase("::1")]
    [TestCase("::ffff:127.0.0.1")]
    [TestCase("10.0.3.9")]
    public async Task Address_OfAWebServerInFront_HasEverybodys(string address)
    {
        var crowd = Enumerable.Range(0, 10).Select(_ => From(address)).ToArray();
        await using var listener = await Listener(crowd);
        Assert.That(await Taken(listener, 10), Is.EqualTo(crowd));
    }

    private static async Task<List<ConnectionContext?>> Taken(IConnectionListener listener, int count)
    {
        List<ConnectionContext?> taken = [];
        while (taken.Count < count)
            taken.Add(await listener.AcceptAsync());
        return taken;
    }

    private static Coming From(string address) => new(IPAddress.Parse(address));

    private static ValueTask<IConnectionListener> Listener(params Coming[] coming) => new BoundedListeners(
        new Queue(coming), Options.Create(new RateLimitOptions { ConnectionsPerAddress = 2 }), Options.Create(new ProxyOptions { Networks = ["10.0.3.0/24"] }))
        .BindAsync(new IPEndPoint(IPAddress.Loopback, 0));

    private sealed class Coming : DefaultConnectionContext
    {
        private readonly CancellationTokenSource closed = new();

        public Coming(IPAddress address)
        {
            RemoteEndPoint = new IPEndPoint(address, 50_000);
            ConnectionClosed = closed.Token;
        }

        public bool IsAborted { get; private set; }

        public override void Abort(ConnectionAbortedException abortReason) => IsAborted = true;

        public Task CloseAsync() => closed.CancelAsync();
    }

    private sealed class Queue(IEnumerable<Coming> coming) : IConnectionListenerFactory, IConnectionListener
    {
        private readonly Queue<Coming> coming = new(coming);

        public EndPoint EndPoint => new IPEndPoint(IPAddress.Loopback, 0);

        public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => ValueTask.FromResult<IConnectionListener>(this);

        public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
            ValueTask.FromResult<ConnectionContext?>(coming.TryDequeue(out var next) ? next : null);

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
