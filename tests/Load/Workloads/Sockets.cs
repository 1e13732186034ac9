using ChatFlow.Load.Seeding;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ChatFlow.Load.Workloads;

internal sealed record SendCall(Guid ChannelId, string Content, Guid ClientMessageId);

internal static class Sockets
{
    private const int AtOnce = 50;

    /// <param name="users">Whose, by their number from 1; each may come several times.</param>
    /// <param name="channel">What the bare hub is to follow; the real one knows what its users are in.</param>
    /// <param name="onDelivered">Called with each message:received, as JSON.</param>
    public static async Task<HubSocket[]> Open(
        ChatServer server, int number, IEnumerable<int> users, bool isBare, Guid? channel, Action<ReadOnlySpan<byte>> onDelivered, CancellationToken stop)
    {
        var tokens = new Dictionary<int, string>();
        if (!isBare)
        {
            foreach (var user in users.Distinct())
                tokens[user] = await SignedIn.Token(server.Http, Scale.Email(number, user), stop);
        }
        var hub = new Uri(server.Http.BaseAddress!, channel is null ? "/hub" : $"/hub?channel={channel}");
        var sockets = new List<HubSocket>();
        foreach (var some in users.Chunk(AtOnce))
            sockets.AddRange(await Task.WhenAll(some.Select(user => HubSocket.Open(hub, isBare ? null : tokens[user], onDelivered, stop))));
        return [.. sockets];
    }

    /// <summary>With the library that programs use.</summary>
    public static HubConnection Make(ChatServer server, string token) => new HubConnectionBuilder()
        .WithUrl(new Uri(server.Http.BaseAddress!, "/hub"), options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.SkipNegotiation = true;
            options.AccessTokenProvider = () => Task.FromResult<string?>(token);
        })
        .AddJsonProtocol(options => options.PayloadSerializerOptions.PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.SnakeCaseLower)
        .Build();

    public static Task Close(IEnumerable<IAsyncDisposable> sockets) => Task.WhenAll(sockets.Select(socket => socket.DisposeAsync().AsTask()));
}
