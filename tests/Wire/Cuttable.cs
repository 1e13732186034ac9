using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ChatFlow.Tests.Wire;

/// <summary>
/// A wire to a server that can be cut: connections end in the middle of whatever was being said, without a word of farewell. It also
/// keeps one address while the server behind it is away, and can be slow.
/// </summary>
internal sealed class Cuttable : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, TcpClient> open = new();
    private readonly string serverHost;
    private readonly int serverPort;
    private volatile bool isDown;
    private long delayTicks;

    public Cuttable(int serverPort, string serverHost = "127.0.0.1")
    {
        (this.serverHost, this.serverPort) = (serverHost, serverPort);
        listener.Start();
        _ = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;
    public int Cuts { get; private set; }

    /// <summary>How long each piece of what is said, in either direction, is held back.</summary>
    public TimeSpan Delay
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref delayTicks));
        set => Interlocked.Exchange(ref delayTicks, value.Ticks);
    }

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

    /// <summary>Ends all connections, and every new one, until <see cref="Up"/>.</summary>
    public void Down()
    {
        isDown = true;
        Cut(Random.Shared, probability: 2);
    }

    public void Up() => isDown = false;

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
            await server.ConnectAsync(serverHost, serverPort);
            client.NoDelay = server.NoDelay = true;
            open[client] = server;
            if (isDown)
                return;
            await Task.WhenAny(Copy(client.GetStream(), server.GetStream()), Copy(server.GetStream(), client.GetStream()));
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut, or there is no server at the moment.
        }
        finally
        {
            End(client, server);
        }
    }

    private async Task Copy(NetworkStream from, NetworkStream to)
    {
        var piece = new byte[64 * 1024];
        while (true)
        {
            var length = await from.ReadAsync(piece);
            if (length == 0)
                return;
            var delay = Delay;
            if (delay > TimeSpan.Zero)
                await Task.Delay(delay);
            await to.WriteAsync(piece.AsMemory(0, length));
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
