using ChatFlow.Load.Seeding;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ChatFlow.Load.Workloads;

internal sealed record SendCall(Guid ChannelId, string Content, Guid ClientMessageId);

/// <summary>Of a message, what is looked at here.</summary>
internal sealed record Delivered(Guid ChannelId, string Content);

internal static class Sockets
{
    private const int AtOnce = 50;

    /// <param name="users">Whose, by their number from 1; each may come several times.</param>
    /// <param name="channel">What the bare hub is to follow; the real one knows what its users are in.</param>
    public static async Task<HubConnection[]> Open(ChatServer server, int number, IEnumerable<int> users, bool isBare, Guid? channel, Action<Delivered> onDelivered, CancellationToken stop)
    {
        var tokens = new Dictionary<int, string>();
        if (!isBare)
        {
            foreach (var user in users.Distinct())
                tokens[user] = await SignedIn.Token(server.Http, Scale.Email(number, user), stop);
        }
        var sockets = new List<HubConnection>();
        foreach (var some in users.Chunk(AtOnce))
        {
            sockets.AddRange(await Task.WhenAll(some.Select(async user =>
            {
                var socket = Make(server, isBare ? null : tokens[user], channel);
                socket.On("message:received", onDelivered);
                await socket.StartAsync(stop);
                return socket;
            })));
        }
        return [.. sockets];
    }

    public static HubConnection Make(ChatServer server, string? token, Guid? channel = null) => new HubConnectionBuilder()
        .WithUrl(new Uri(server.Http.BaseAddress!, channel is null ? "/hub" : $"/hub?channel={channel}"), options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.SkipNegotiation = true;
            options.AccessTokenProvider = () => Task.FromResult(token);
        })
        .AddJsonProtocol(options => options.PayloadSerializerOptions.PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.SnakeCaseLower)
        .Build();

    public static Task Close(IEnumerable<HubConnection> sockets) => Task.WhenAll(sockets.Select(socket => socket.DisposeAsync().AsTask()));
}
