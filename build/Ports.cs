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

    private static int AnyFree()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
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
