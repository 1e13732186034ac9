using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ChatFlow.Chaos.Tests;

/// <summary>
/// A wire between clients and the server that can be cut: connections end in the middle of whatever was being said, without a word of
/// farewell. It also keeps one address while the server behind it is killed and started again.
/// </summary>
internal sealed class Cuttable : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, TcpClient> open = new();
    private readonly int serverPort;

    public Cuttable(int serverPort)
    {
        this.serverPort = serverPort;
        listener.Start();
        _ = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;
    public int Cuts { get; private set; }

    /// <summary>Cuts each open connection with this probability.</summary>
    public void Cut(Random random, double probability)
    {
        foreach (var (client, server) in open)
        {
            if (random.NextDouble() >= probability)
                continue;
            Cuts++;
            End(client, server);
        }
    }

    public void Dispose() => listener.Dispose();

    private async Task Accept()
    {
        try
        {
            while (true)
                _ = Carry(await listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Carry(TcpClient client)
    {
        var server = new TcpClient();
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, serverPort);
            open[client] = server;
            await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(client.GetStream()));
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
        {
            // Cut, or there is no server at the moment.
        }
        finally
        {
            End(client, server);
        }
    }

    private void End(TcpClient client, TcpClient server)
    {
        open.TryRemove(client, out _);
        // Without lingering: a reset, as when a cable is pulled or a process dies.
        if (client.Connected)
            client.LingerState = new LingerOption(true, 0);
        client.Dispose();
        server.Dispose();
    }
}
