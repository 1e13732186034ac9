using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChatFlow.WebApi.Tests.Access;

namespace ChatFlow.WebApi.Tests.Fuzzing;

/// <summary>Somebody in a world of their own, who does one step after the other.</summary>
internal sealed partial class Visit(ChatServer server, Vault vault, HttpClient http, string name, string column) : IDisposable
{
    /// <summary>Nothing here takes a hundredth of it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What is wrong with a call that is never answered.</summary>
    public static readonly string NoEnd = $"no end within {Patience.TotalSeconds} s";

    private readonly StringBuilder sent = new();
    private readonly HubSocket?[] hubs = new HubSocket?[2];
    private AccessWorld world = null!;
    private AccessWorld.Caller caller = null!;
    private string made = "none";
    private int steps;

    private bool IsAlive => column is not ("anonymous" or "expired" or "revoked");

    public async Task Begin() => caller = await (world = await AccessWorld.Create(server)).As(column);

    /// <returns>What is wrong with what came of it, or null; and whether it was accepted.</returns>
    public async Task<(string? Wrong, bool IsAccepted)> Do(Step step)
    {
        using var late = new CancellationTokenSource(Patience);
        steps++;
        try
        {
            return step switch
            {
                RestStep rest => await Do(rest, late.Token),
                HubStep hub => await Do(hub, late.Token),
                FramesStep frames => (await Do(frames, late.Token), true),
                BytesStep bytes => (await Do(bytes, late.Token), true),
                _ => throw new InvalidOperationException($"{step} is of a new kind."),
            };
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            return (NoEnd, false);
        }
    }

    public void Dispose() => Array.ForEach(hubs, hub => hub?.Dispose());

    private async Task<(string?, bool)> Do(RestStep step, CancellationToken late)
    {
        var target = Fill(step.Target);
        var body = step.Body?.Bytes(Fill);
        using var request = new HttpRequestMessage(new HttpMethod(step.Verb), new Uri(server.Address.OriginalString.TrimEnd('/') + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Headers.TryAddWithoutValidation("X-Request-ID", $"{name}-{steps}");
        if (caller.Token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", caller.Token);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", step.ContentType);
        }
        foreach (var (header, value) in step.Headers)
        {
            if (header is "X-Request-ID" or "Authorization")
                request.Headers.Remove(header);
            if (!request.Headers.TryAddWithoutValidation(header, Fill(value)))
                request.Content?.Headers.TryAddWithoutValidation(header, Fill(value));
        }
        try
        {
            using var answer = await http.SendAsync(request, late);
            var text = Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(late));
            var wrong = Judge.OfRest(step, answer, text) ?? Leak(text + answer.Headers);
            if (answer.StatusCode == HttpStatusCode.Unauthorized && IsAlive)
                await Return();
            if (answer.StatusCode == HttpStatusCode.Created)
                Keep(text);
            return (wrong, answer.IsSuccessStatusCode);
        }
        catch (HttpRequestException broken) when (body?.Length > 500_000)
        {
            // The server need not read on what is too large, and has closed the connection.
            return (null, broken.StatusCode is not null);
        }
        catch (HttpRequestException broken)
        {
            return ($"no answer: {broken.Message} {broken.InnerException?.Message}", false);
        }
    }

    private async Task<(string?, bool)> Do(HubStep step, CancellationToken late)
    {
        var hub = hubs[step.IsPacked ? 1 : 0];
        if (hub is null)
        {
            (hub, var status) = await HubSocket.Connect(server.Address, caller.Token, step.IsPacked, $"{name}-{steps}", late);
            if (hub is null)
            {
                if (IsAlive)
                    await Return();
                return (status == 401 ? null : $"the hub was not opened: {status}", false);
            }
            hubs[step.IsPacked ? 1 : 0] = hub;
            await hub.Handshake(late);
        }
        var argument = step.Argument.Bytes(Fill);
        var completion = await hub.Invoke(step.Method, argument, late);
        var received = hub.Received.ToString();
        var wrong = Judge.OfHub(step, completion, !step.Argument.IsWhole || MayBeClosed(argument) || received.Contains("session:revoked"), received.TrimEnd().Split('\n')[^1]) ?? Leak(received);
        if (step.Method == "message:send" && completion is { } sent)
            Keep(sent.GetRawText());
        if (completion is null || received.Length > 200_000)
        {
            hub.Dispose();
            hubs[step.IsPacked ? 1 : 0] = null;
        }
        return (wrong, completion is { } ended && Judge.ErrorOf(ended) is null);
    }

    private async Task<string?> Do(FramesStep step, CancellationToken late)
    {
        var (hub, status) = await HubSocket.Connect(server.Address, caller.Token, isPacked: false, $"{name}-{steps}", late);
        if (hub is null)
            return status == 401 ? null : $"the hub was not opened: {status}";
        using (hub)
        {
            try
            {
                await hub.Send(Encoding.Latin1.GetBytes(step.Handshake), isText: true, late);
                foreach (var frame in step.Frames)
                    await hub.Send(frame.Bytes(Fill), step.IsText, late);
            }
            catch (System.Net.WebSockets.WebSocketException)
            {
                // Closed meanwhile.
            }
            await hub.End(late);
            return Leak(hub.Received.ToString());
        }
    }

    private async Task<string?> Do(BytesStep step, CancellationToken late)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(server.Address.Host, server.Address.Port, late);
        await using var stream = tcp.GetStream();
        var text = new StringBuilder();
        try
        {
            await stream.WriteAsync(step.Bytes.Bytes(given => Fill(given).Replace("{token}", caller.Token)), late);
            tcp.Client.Shutdown(SocketShutdown.Send);
            var buffer = new byte[16 * 1024];
            for (int read; (read = await stream.ReadAsync(buffer, late)) > 0;)
                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
        catch (Exception reset) when (reset is IOException or SocketException)
        {
            // The server may cut off who makes no sense.
        }
        return Judge.OfBytes(text.ToString()) ?? Leak(text.ToString());
    }

    /// <summary>Signed out, or erased, by their own doing: somebody like them comes, to a world that is whole.</summary>
    private async Task Return()
    {
        Dispose();
        Array.Clear(hubs);
        await Begin();
    }

    private string Fill(string text)
    {
        var filled = text.Contains('{', StringComparison.Ordinal) ? world.Fill(vault.Fill(text), caller).Replace("{made}", made) : text;
        sent.AppendLine(filled);
        return filled;
    }

    private string? Leak(string answer) => (vault.Leak(answer, WasSent) ?? Private(answer)) is { } secret ? $"the answer has a secret in it: {secret}" : null;

    /// <summary>Of their own workspace, what only the host may know.</summary>
    private string? Private(string answer) => column == "host" ? null
        : world.Fill("{private} {message:private} {file:private} {dm}", caller).Split(' ').FirstOrDefault(id => answer.Contains(id, StringComparison.OrdinalIgnoreCase) && !WasSent(id));

    private bool WasSent(string id) => sent.ToString().Contains(id, StringComparison.OrdinalIgnoreCase);

    /// <summary>Keeps the id of what was made: later steps change it, answer it, delete it.</summary>
    private void Keep(string answer) => made = Id().Match(answer) is { Success: true } id ? id.Groups[1].Value : made;

    private static bool MayBeClosed(byte[] argument)
    {
        try
        {
            using var document = JsonDocument.Parse(argument, new JsonDocumentOptions { MaxDepth = 50 });
            // A number of hundreds of digits is none that MessagePack could carry.
            return argument.Length > 60_000 || LongNumber().IsMatch(Encoding.UTF8.GetString(argument));
        }
        catch (JsonException)
        {
            return true;
        }
    }

    [GeneratedRegex("\"id\":\"([0-9a-f-]{36})\"")]
    private static partial Regex Id();

    [GeneratedRegex(@"\d{100}")]
    private static partial Regex LongNumber();
}
