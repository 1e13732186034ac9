using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using ChatFlow.Application.Channels;
using ChatFlow.WebApi.Realtime;
using Microsoft.AspNetCore.SignalR.Client;
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

    /// <summary>Each write to it ends long before it would be cut for that, and half of what comes waits.</summary>
    [Test]
    public async Task ConnectionThatReadsLessThanComes_IsCut_AndItsUserCanComeBack()
    {
        var (owner, slow) = (await Person.SignUp(Shared.Server), await Person.SignUp(Shared.Server));
        var workspace = await owner.CreateWorkspace();
        var channel = await owner.CreateChannel(workspace);
        await slow.JoinWorkspace(workspace);
        await slow.JoinChannel(channel);
        using var socket = await ConnectAndNeverRead(slow, receiveBuffer: 64 * 1024);
        var connections = Shared.Server.Services.GetRequiredService<Connections>();
        await Until(() => connections.OfUser(slow.User.Id).Any(c => !c.Groups.IsEmpty));
        var (text, sent) = (new string('x', 4000), 0L);
        var reading = ReadUpTo(socket, () => Interlocked.Read(ref sent) / 2);

        for (var n = 0; n < 3 * Messages; n += 100, Interlocked.Add(ref sent, 100 * text.Length))
            await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => owner.Send(channel, text)));
        // It goes on, and would get everything in the end.
        Interlocked.Exchange(ref sent, long.MaxValue);

        await Until(() => !connections.OfUser(slow.User.Id).Any());
        Assert.That(await reading, Is.LessThan(3 * Messages * text.Length));
        await using var back = await slow.Connect();
        Assert.That(back.State, Is.EqualTo(HubConnectionState.Connected));
    }

    [Test]
    public async Task Answer_ThatIsLargerThanWhatMayWait_IsGiven()
    {
        var person = await Person.SignUp(Shared.Server);
        var workspace = await person.CreateWorkspace();
        var text = new string('x', 4000);
        Dictionary<Guid, long> seen = [];
        for (var n = 0; n < 5; n++)
        {
            var channel = await person.CreateChannel(workspace, $"channel-{n}");
            await Task.WhenAll(Enumerable.Range(0, 199).Select(_ => person.Send(channel, text)));
            seen[channel.Id] = 0;
        }
        await using var hub = await person.Connect();
        var channels = await hub.Sync(seen);
        Assert.That(channels.Values.Sum(channel => channel.Events.Count) * text.Length, Is.GreaterThan(3 * BoundedTransport.MostBytes));
        Assert.That(hub.State, Is.EqualTo(HubConnectionState.Connected));
    }

    /// <returns>How many bytes came until it was cut.</returns>
    private static async Task<long> ReadUpTo(WebSocket socket, Func<long> most)
    {
        var (buffer, read) = (new byte[16 * 1024], 0L);
        try
        {
            while (true)
            {
                if (read < most())
                    read += (await socket.ReceiveAsync(buffer, default)).Count;
                else
                    await Task.Delay(5);
            }
        }
        catch (WebSocketException)
        {
            return read;
        }
    }

    private static async Task<ClientWebSocket> ConnectAndNeverRead(Person person, int receiveBuffer = 4096)
    {
        var socket = new ClientWebSocket();
        using var small = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellationToken) =>
            {
                var tcp = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = receiveBuffer, NoDelay = true };
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
