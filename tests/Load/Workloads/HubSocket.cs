using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;

namespace ChatFlow.Load.Workloads;

/// <summary>
/// A client of the hub that does no more than what is measured: the load generator shares the cores with the server, and with SignalR's own client it took
/// a fourth of them to read deliveries (docs/performance.md).
/// </summary>
internal sealed class HubSocket : IAsyncDisposable
{
    private const byte EndOfRecord = 0x1e;
    private const int Invocation = 1;
    private const int Completion = 3;
    private const int Close = 7;

    /// <summary>The server ends who says nothing for 30 s.</summary>
    private static readonly TimeSpan BetweenPings = TimeSpan.FromSeconds(10);

    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    private static readonly byte[] Handshake = [.. """{"protocol":"json","version":1}"""u8, EndOfRecord];
    private static readonly byte[] Ping = [.. """{"type":6}"""u8, EndOfRecord];

    private readonly ClientWebSocket socket = new();
    private readonly SemaphoreSlim sending = new(1);
    private readonly ConcurrentDictionary<int, TaskCompletionSource> calls = new();
    private readonly CancellationTokenSource ended = new();
    private readonly Action<ReadOnlySpan<byte>> onDelivered;
    private int lastCall;
    private Task pinging = Task.CompletedTask;
    private Task receiving = Task.CompletedTask;

    private HubSocket(Action<ReadOnlySpan<byte>> onDelivered) => this.onDelivered = onDelivered;

    /// <param name="http">The hub's address.</param>
    /// <param name="onDelivered">Called with each message:received, as JSON, on the thread that reads.</param>
    public static async Task<HubSocket> Open(Uri http, string? token, Action<ReadOnlySpan<byte>> onDelivered, CancellationToken stop)
    {
        var hub = new HubSocket(onDelivered);
        if (token is not null)
            hub.socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        // The server says that it is there every 10 s itself.
        hub.socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await hub.socket.ConnectAsync(new UriBuilder(http) { Scheme = "ws" }.Uri, stop);
        await hub.Send(Handshake, stop);
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        hub.receiving = hub.Receive(answered);
        await answered.Task.WaitAsync(stop);
        hub.pinging = hub.KeepAlive();
        return hub;
    }

    /// <summary>Ends with the hub's answer; throws when it refuses.</summary>
    public async Task Invoke(string method, object argument, CancellationToken stop)
    {
        var id = Interlocked.Increment(ref lastCall);
        var answer = calls[id] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var call = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(call))
        {
            json.WriteStartObject();
            json.WriteNumber("type", Invocation);
            json.WriteString("invocationId", id.ToString(CultureInfo.InvariantCulture));
            json.WriteString("target", method);
            json.WriteStartArray("arguments");
            JsonSerializer.Serialize(json, argument, argument.GetType(), SnakeCase);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        call.Write([EndOfRecord]);
        await Send(call.WrittenMemory, stop);
        await answer.Task.WaitAsync(stop);
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await pinging;
        await receiving;
        socket.Dispose();
        sending.Dispose();
        ended.Dispose();
    }

    private async Task Send(ReadOnlyMemory<byte> frame, CancellationToken stop)
    {
        await sending.WaitAsync(stop);
        try
        {
            await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, stop);
        }
        finally
        {
            sending.Release();
        }
    }

    private async Task KeepAlive()
    {
        using var clock = new PeriodicTimer(BetweenPings);
        try
        {
            while (await clock.WaitForNextTickAsync(ended.Token))
                await Send(Ping, ended.Token);
        }
        catch (OperationCanceledException)
        {
            // Closed.
        }
    }

    private async Task Receive(TaskCompletionSource handshake)
    {
        var (buffer, filled) = (new byte[16 * 1024], 0);
        try
        {
            while (true)
            {
                if (filled == buffer.Length)
                    Array.Resize(ref buffer, 2 * filled);
                var received = await socket.ReceiveAsync(buffer.AsMemory(filled), ended.Token);
                if (received.MessageType == WebSocketMessageType.Close)
                    throw new WebSocketException("The server closed the socket.");
                filled += received.Count;
                var taken = Records(buffer.AsSpan(0, filled), handshake);
                buffer.AsSpan(taken, filled - taken).CopyTo(buffer);
                filled -= taken;
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // Closed.
        }
        catch (Exception e) when (e is WebSocketException or InvalidOperationException)
        {
            // Whoever sends from now on is told, too.
            socket.Abort();
            handshake.TrySetException(e);
            foreach (var call in calls.Values)
                call.TrySetException(e);
        }
    }

    /// <returns>Bytes of the records that were whole.</returns>
    private int Records(ReadOnlySpan<byte> bytes, TaskCompletionSource handshake)
    {
        var taken = 0;
        for (int end; (end = bytes[taken..].IndexOf(EndOfRecord)) >= 0; taken += end + 1)
        {
            var record = bytes.Slice(taken, end);
            if (!handshake.Task.IsCompleted)
                handshake.TrySetResult();
            else
                Take(record);
        }
        return taken;
    }

    private void Take(ReadOnlySpan<byte> record)
    {
        var (type, id) = (0, 0);
        var json = new Utf8JsonReader(record);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("type"u8))
            {
                json.Read();
                type = json.GetInt32();
                if (type == Close)
                    throw new InvalidOperationException("The server says goodbye.");
            }
            else if (json.ValueTextEquals("target"u8))
            {
                json.Read();
                if (type == Invocation && json.ValueTextEquals("message:received"u8))
                    onDelivered(record);
                return;
            }
            else if (json.ValueTextEquals("invocationId"u8))
            {
                json.Read();
                id = int.Parse(json.GetString()!, CultureInfo.InvariantCulture);
            }
            else if (json.ValueTextEquals("error"u8))
            {
                json.Read();
                if (type == Completion && calls.TryRemove(id, out var refused))
                    refused.TrySetException(new InvalidOperationException(json.GetString()));
                return;
            }
            else
            {
                break;
            }
        }
        if (type == Completion && calls.TryRemove(id, out var answered))
            answered.TrySetResult();
    }
}
