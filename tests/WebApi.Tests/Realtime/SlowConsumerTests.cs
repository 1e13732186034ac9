using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using ChatFlow.Application.Channels;
using ChatFlow.WebApi.Realtime;
using Microsoft.Extensions.DependencyInjection;

namespace ChatFlow.WebApi.Tests.Realtime;

public class SlowConsumerTests
{
    /// <summary>Enough that neither the server's buffers nor those of the sockets take it all.</summary>
    private const int Messages = 2_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    [Test]
    public async Task ConnectionThatDoesNotRead_IsCut_AndOthersGoOn()
    {
        var (owner, member, silent) = (await Person.SignUp(Shared.Server), await Person.SignUp(Shared.Server), await Person.SignUp(Shared.Server));
        var workspace = await owner.CreateWorkspace();
        var channel = await owner.CreateChannel(workspace);
        foreach (var person in new[] { member, silent })
        {
            await person.JoinWorkspace(workspace);
            await person.JoinChannel(channel);
        }
        await using var reading = await member.Connect();
        var received = new Pushes(reading, EventTypes.MessageReceived);
        using var stuck = await ConnectAndNeverRead(silent);
        var connections = Shared.Server.Services.GetRequiredService<Connections>();
        await Until(() => connections.OfUser(silent.User.Id).Any(c => !c.Groups.IsEmpty));

        var text = new string('x', 4000);
        for (var i = 0; i < Messages; i += 100)
            await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => owner.Send(channel, text)));

        await Until(() => !connections.OfUser(silent.User.Id).Any());
        Assert.That((await received.Next(Messages)).Select(m => m.GetProperty("seq").GetInt64()), Is.Ordered.And.Unique);
        Assert.That(connections.OfUser(member.User.Id), Is.Not.Empty);
    }

    private static async Task<ClientWebSocket> ConnectAndNeverRead(Person person)
    {
        var socket = new ClientWebSocket();
        using var small = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellationToken) =>
            {
                var tcp = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096, NoDelay = true };
                await tcp.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(tcp, ownsSocket: true);
            },
        };
        var invoker = new HttpMessageInvoker(small, disposeHandler: false);
        var address = new UriBuilder(Shared.Server.Address) { Scheme = "ws", Path = "/hub", Query = $"access_token={person.Token}" };
        await socket.ConnectAsync(address.Uri, invoker, default);
        await Say(socket, "{\"protocol\":\"json\",\"version\":1}\u001e");
        _ = Ping(socket);
        return socket;
    }

    // It is there, it only does not read: who is silent is cut for that. Ends with the connection.
    private static async Task Ping(WebSocket socket)
    {
        while (true)
        {
            await Say(socket, "{\"type\":6}\u001e");
            await Task.Delay(1000);
        }
    }

    private static Task Say(WebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, default);

    private static async Task Until(Func<bool> holds)
    {
        using var timeout = new CancellationTokenSource(Patience);
        while (!holds())
            await Task.Delay(50, timeout.Token);
    }
}
