using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using ChatFlow.Domain;

namespace ChatFlow.Load.Flooding;

/// <summary>The ways to flood a server, with sockets that no client library keeps in order. Whatever is closed comes again at once.</summary>
internal sealed class Attack(Uri server, string token, Guid channel)
{
    private const string Ping = """{"type":6}""";
    public const string NoMethod = """{"type":1,"invocationId":"1","target":"nothing","arguments":[]}""";
    private const string Handshake = """{"protocol":"json","version":1}""";

    /// <summary>In one frame, which costs a flooder less, and the server as much.</summary>
    public static readonly string HundredPings = string.Join('\u001e', Enumerable.Repeat(Ping, 100));

    private static readonly byte[] OneMegabyte = [.. Enumerable.Repeat((byte)'x', 1024 * 1024)];
    private static readonly TimeSpan BetweenPings = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long sent;
    private long opened;
    private long refused;

    /// <summary>Ends with the first connection that is open.</summary>
    public Task Begun => begun.Task;

    public string Summary => $"{sent:N0} sent, {opened:N0} connections opened, {refused:N0} refused";

    public string Send() =>
        $$"""{"type":1,"invocationId":"1","target":"message:send","arguments":[{"channel_id":"{{channel}}","content":"flood","client_message_id":"{{TimeProvider.System.NewId()}}"}]}""";

    /// <param name="count">On all sockets together.</param>
    public Task Calls(int sockets, int count, Func<string> call, CancellationToken end) => Many(sockets, () => Again(async socket =>
    {
        var answers = ReadToEnd(socket, end);
        while (Interlocked.Read(ref sent) < count)
        {
            await Say(socket, call(), end);
            Interlocked.Increment(ref sent);
        }
        await answers;
    }, Handshake, end));

    public Task LargeFrames(CancellationToken end) => Again(async socket =>
    {
        var answers = ReadToEnd(socket, end);
        await socket.SendAsync(OneMegabyte, WebSocketMessageType.Text, endOfMessage: true, end);
        Interlocked.Increment(ref sent);
        await answers;
    }, Handshake, end);

    public Task NoHandshake(int sockets, CancellationToken end) => Many(sockets, () => Again(socket => ReadToEnd(socket, end), handshake: null, end));

    /// <summary>They are there, they only do not read: who is silent is cut for that.</summary>
    public Task Readers(int sockets, int bytesPerSecond, CancellationToken end) => Many(sockets, () => Again(async socket =>
    {
        var buffer = new byte[Math.Max(bytesPerSecond, 1)];
        while (true)
        {
            await Say(socket, Ping, end);
            for (var read = 0; read < bytesPerSecond;)
            {
                var some = await socket.ReceiveAsync(buffer.AsMemory(read), end);
                if (some.MessageType == WebSocketMessageType.Close)
                    return;
                read += some.Count;
            }
            await Task.Delay(BetweenPings, end);
        }
    }, Handshake, end));

    public Task HalfRequests(int count, CancellationToken end) => Many(count, () => UntilEnd(async () =>
    {
        using var tcp = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await tcp.ConnectAsync(server.Host, server.Port, end);
        Opened();
        await tcp.SendAsync(Encoding.ASCII.GetBytes($"GET /hub HTTP/1.1\r\nHost: {server.Authority}\r\n"), end);
        Interlocked.Increment(ref sent);
        for (var answer = new byte[1024]; await tcp.ReceiveAsync(answer, end) > 0;)
        {
            // It says 408, and closes.
        }
    }, end));

    private void Opened()
    {
        Interlocked.Increment(ref opened);
        begun.TrySetResult();
    }

    private Task Again(Func<WebSocket, Task> act, string? handshake, CancellationToken end) => UntilEnd(async () =>
    {
        using var socket = new ClientWebSocket();
        using var small = new SocketsHttpHandler
        {
            ConnectCallback = async (context, stop) =>
            {
                // What is not read stays with the server.
                var tcp = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096, NoDelay = true };
                await tcp.ConnectAsync(context.DnsEndPoint, stop);
                return new NetworkStream(tcp, ownsSocket: true);
            },
        };
        using var http = new HttpMessageInvoker(small);
        await socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "/hub", Query = $"access_token={token}" }.Uri, http, end);
        Opened();
        if (handshake is not null)
            await Say(socket, handshake, end);
        await act(socket);
    }, end);

    private async Task UntilEnd(Func<Task> act, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                await act();
            }
            catch (Exception e) when (e is WebSocketException or SocketException or IOException or OperationCanceledException)
            {
                if (e is WebSocketException { WebSocketErrorCode: WebSocketError.NotAWebSocket })
                    Interlocked.Increment(ref refused);
            }
        }
    }

    private static Task Many(int count, Func<Task> each) => Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(each)));

    private static async Task ReadToEnd(WebSocket socket, CancellationToken end)
    {
        for (var buffer = new byte[64 * 1024]; (await socket.ReceiveAsync(buffer.AsMemory(), end)).MessageType != WebSocketMessageType.Close;)
        {
            // Not of interest.
        }
    }

    private static ValueTask Say(WebSocket socket, string text, CancellationToken end) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text + '\u001e').AsMemory(), WebSocketMessageType.Text, endOfMessage: true, end);
}
