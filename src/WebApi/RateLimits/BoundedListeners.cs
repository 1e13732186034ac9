using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using ChatFlow.WebApi.Hosting;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace ChatFlow.WebApi.RateLimits;

/// <summary>
/// Lets one network address have only so many connections to the process, whether they say anything or not: nobody else would find a place. This machine and
/// the web servers in front (<see cref="ProxyOptions"/>) have everybody's, and are not counted.
/// </summary>
internal sealed class BoundedListeners(IConnectionListenerFactory inner, IOptions<RateLimitOptions> limits, IOptions<ProxyOptions> proxies) : IConnectionListenerFactory
{
    private readonly ConcurrentDictionary<IPAddress, int> open = new();
    private readonly Lazy<IPNetwork[]> inFront = new(() => [.. proxies.Value.Networks.Select(Networks.Parse).OfType<IPNetwork>()]);

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Listener(await inner.BindAsync(endpoint, cancellationToken), this);

    private bool Takes(ConnectionContext connection)
    {
        if (!limits.Value.Enabled || connection.RemoteEndPoint is not IPEndPoint { Address: var address })
            return true;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address) || inFront.Value.Any(network => network.Contains(address)))
            return true;
        var counted = NetworkOf(address);
        if (open.AddOrUpdate(counted, 1, (_, count) => count + 1) > limits.Value.ConnectionsPerAddress)
        {
            Closed(counted);
            return false;
        }
        connection.ConnectionClosed.UnsafeRegister(_ => Closed(counted), null);
        return true;
    }

    /// <summary>Whoever has one address of IPv6 has 2^64 of them.</summary>
    private static IPAddress NetworkOf(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? new IPAddress([.. address.GetAddressBytes()[..8], .. new byte[8]]) : address;

    private void Closed(IPAddress counted)
    {
        // Only of what is still so: another one may be counted meanwhile.
        if (open.AddOrUpdate(counted, 0, (_, count) => count - 1) == 0)
            open.TryRemove(new(counted, 0));
    }

    private sealed class Listener(IConnectionListener inner, BoundedListeners all) : IConnectionListener
    {
        public EndPoint EndPoint => inner.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (await inner.AcceptAsync(cancellationToken) is { } connection)
            {
                if (all.Takes(connection))
                    return connection;
                connection.Abort();
                await connection.DisposeAsync();
            }
            return null;
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => inner.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
