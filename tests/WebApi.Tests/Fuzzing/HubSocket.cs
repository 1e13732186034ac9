using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using MessagePack;

namespace ChatFlow.WebApi.Tests.Fuzzing;

/// <summary>A client of the hub that sends what it is given, byte for byte.</summary>
internal sealed class HubSocket : IDisposable
{
    private readonly ClientWebSocket socket = new();
    private readonly ArrayBufferWriter<byte> pending = new();
    private readonly bool isPacked;
    private int calls;

    private HubSocket(bool isPacked) => this.isPacked = isPacked;

    /// <summary>All that was received, the pushes too: what a leak would be in.</summary>
    public StringBuilder Received { get; } = new();

    /// <summary>The status of a refused upgrade, or the socket.</summary>
    public static async Task<(HubSocket? Open, int Status)> Connect(Uri server, string? token, bool isPacked, string requestId, CancellationToken late)
    {
        var hub = new HubSocket(isPacked);
        hub.socket.Options.CollectHttpResponseDetails = true;
        hub.socket.Options.SetRequestHeader("X-Request-ID", requestId);
        if (token is not null)
            hub.socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        try
        {
            await hub.socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "/hub" }.Uri, late);
            return (hub, 101);
        }
        catch (WebSocketException) when (hub.socket.HttpStatusCode != 0)
        {
            using (hub)
                return (null, (int)hub.socket.HttpStatusCode);
        }
    }

    public Task Handshake(CancellationToken late) =>
        Send(Encoding.UTF8.GetBytes($"{{\"protocol\":\"{(isPacked ? "messagepack" : "json")}\",\"version\":1}}\u001e"), isText: true, late);

    public Task Send(byte[] bytes, bool isText, CancellationToken late) =>
        socket.SendAsync(bytes, isText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, endOfMessage: true, late);

    /// <summary>Calls, and waits for the end of the call: its completion as a document, or null when the server closed the socket.</summary>
    /// <param name="argument">JSON, or what was one.</param>
    public async Task<JsonElement?> Invoke(string method, byte[] argument, CancellationToken late)
    {
        var id = $"i{++calls}";
        try
        {
            await Send(isPacked ? Packed(id, method, argument) : [.. Encoding.UTF8.GetBytes($"{{\"type\":1,\"invocationId\":\"{id}\",\"target\":\"{method}\",\"arguments\":["), .. argument, .. "]}\u001e"u8], !isPacked, late);
            while (await Next(late) is { } message)
            {
                if (message.ValueKind == JsonValueKind.Object && message.TryGetProperty("type", out var type) && type.GetInt32() == 3 && message.GetProperty("invocationId").GetString() == id)
                    return message;
                if (message.ValueKind == JsonValueKind.Array && message[0].GetInt32() == 3 && message[2].GetString() == id)
                    return message;
            }
        }
        catch (WebSocketException)
        {
            // Closed without a word: the same as closed.
        }
        return null;
    }

    /// <summary>Says that no more comes, and reads until the server has ended as well.</summary>
    public async Task End(CancellationToken late)
    {
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, late);
            while (await Receive(late))
                Received.Append(Encoding.UTF8.GetString(pending.WrittenSpan)).Append(Encoding.Latin1.GetString(pending.WrittenSpan));
        }
        catch (WebSocketException)
        {
        }
    }

    public void Dispose() => socket.Dispose();

    private async Task<JsonElement?> Next(CancellationToken late)
    {
        while (true)
        {
            if (Cut() is { } message)
            {
                Received.AppendLine(message);
                return JsonDocument.Parse(message).RootElement;
            }
            if (!await Receive(late))
                return null;
        }
    }

    /// <summary>The first whole message of what has come, as JSON.</summary>
    private string? Cut()
    {
        var bytes = pending.WrittenSpan;
        var (start, length) = (0, 0);
        if (!isPacked || Received.Length == 0)
        {
            length = bytes.IndexOf((byte)0x1e);
        }
        else
        {
            for (int shift = 0, more = 128; more == 128 && start < bytes.Length; shift += 7, start++)
            {
                more = bytes[start] & 128;
                length |= (bytes[start] & 127) << shift;
            }
            if (start == 0 || start + length > bytes.Length)
                length = -1;
        }
        if (length < 0)
            return null;
        var message = isPacked && Received.Length > 0 ? Escaped(MessagePackSerializer.ConvertToJson(bytes.Slice(start, length).ToArray())) : Encoding.UTF8.GetString(bytes[..length]);
        byte[] rest = [.. bytes[(isPacked && Received.Length > 0 ? start + length : length + 1)..]];
        pending.Clear();
        pending.Write(rest);
        return message;
    }

    /// <summary>The converter leaves control characters as they are, which JSON does not have.</summary>
    private static string Escaped(string json) => string.Concat(json.Select(c => c < ' ' ? $"\\u{(int)c:x4}" : c.ToString()));

    /// <summary>False when the server has closed.</summary>
    private async Task<bool> Receive(CancellationToken late)
    {
        var received = await socket.ReceiveAsync(pending.GetMemory(16 * 1024), late);
        pending.Advance(received.Count);
        return received.MessageType != WebSocketMessageType.Close;
    }

    private static byte[] Packed(string id, string method, byte[] argument)
    {
        var body = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(body);
        writer.WriteArrayHeader(6);
        writer.Write(1);
        writer.WriteMapHeader(0);
        writer.Write(id);
        writer.Write(method);
        writer.WriteArrayHeader(1);
        writer.WriteRaw(Argument(argument));
        writer.WriteArrayHeader(0);
        writer.Flush();
        var head = new List<byte>();
        for (var rest = body.WrittenCount; ; rest >>= 7)
        {
            head.Add((byte)(rest > 127 ? (rest & 127) | 128 : rest));
            if (rest <= 127)
                return [.. head, .. body.WrittenSpan];
        }
    }

    /// <summary>What is no JSON goes as the bytes that it is: most of them are something in MessagePack too.</summary>
    private static byte[] Argument(byte[] json)
    {
        try
        {
            // Asked first: the converter is less strict.
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 300 });
            return MessagePackSerializer.ConvertFromJson(Encoding.UTF8.GetString(json));
        }
        catch (Exception none) when (none is JsonException or MessagePackSerializationException or OverflowException)
        {
            return json;
        }
    }
}
