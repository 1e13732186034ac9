using System.Net;
using System.Net.Sockets;

namespace ChatFlow.Build;

/// <summary>Free ports on this machine's loopback addresses.</summary>
internal static class Ports
{
    public static bool IsFree(int port) => CanListen(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanListen(IPAddress.IPv6Loopback, port));

    /// <summary>The port used the last time if it is still free, else any free one.</summary>
    public static int Keep(int last) => last > 0 && IsFree(last) ? last : AnyFree();

    public static void EnsureFree(int port)
    {
        if (IsFree(port)) return;
        var owner = PortOwner.Find(port);
        throw new Refusal($"Port {port} is in use{(owner is null ? "" : $" by {owner}")}. Stop it, or give another port: dotnet run --project build -- run --port {(port < 65535 ? port + 1 : 8282)}");
    }

    /// <summary>
    /// One that outgoing connections are never given (Linux: from 32768 on). A server that comes back after a while could find such a port taken, even
    /// by somebody who tries to reach it: a connection from a port to itself succeeds.
    /// </summary>
    private static int AnyFree()
    {
        while (true)
        {
            var port = Random.Shared.Next(10_000, 32_768);
            if (IsFree(port))
                return port;
        }
    }

    private static bool CanListen(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return true;
        }
        catch (SocketException taken)
        {
            // A machine without IPv6 on its loopback has nobody there who could hold the port.
            return taken.SocketErrorCode == SocketError.AddressNotAvailable;
        }
    }
}
