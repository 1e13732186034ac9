using System.Net;
using System.Net.WebSockets;
using System.Text;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Messages;
using ChatFlow.Domain;
using ChatFlow.WebApi.RateLimits;
using ChatFlow.WebApi.Tests.Stopping;
using ChatFlow.WebApi.Tests.Workspaces;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Options;

namespace ChatFlow.WebApi.Tests.Hosting;

/// <summary>One client that takes what it can get: it is held to its share, memory does not grow, and the others miss nothing.</summary>
public class HubLimitTests
{
    private const int Calls = 100_000;

    /// <summary>MiB. The process has about 200 when it has served some requests; what was sent to it here is ten times this.</summary>
    private const int MostMemory = 600;

    [Test]
    public async Task Connections_OfOneUser_AreLimited_AndThoseOfOthersAreNot()
    {
        await using var server = new ChatServer(Shared.Server.Database, ("RateLimits:Enabled", "true"), ("RateLimits:ConnectionsPerUser", "3"));
        var (many, one) = (await Person.SignUp(Shared.Server), await Person.SignUp(Shared.Server));
        List<HubConnection> open = [];
        for (var n = 0; n < 3; n++)
            open.Add(await server.Connect(many.Token));
        Assert.That(() => server.Connect(many.Token), Throws.TypeOf<HttpRequestException>().With.Property("StatusCode").EqualTo(HttpStatusCode.TooManyRequests));
        await (await server.Connect(one.Token)).DisposeAsync();

        await open[0].DisposeAsync();
        await ServerProcess.Until(async () =>
        {
            try
            {
                open.Add(await server.Connect(many.Token));
                return true;
            }
            catch (HttpRequestException)
            {
                // Its place is not free before the server has seen it go.
                return false;
            }
        });
        foreach (var hub in open)
            await hub.DisposeAsync();
    }

    [Test]
    public async Task Connections_OpenedOneAfterTheOther_WaitForTheirTime()
    {
        using var limits = new HubLimits(Options.Create(new RateLimitOptions { ConnectionsPerUser = 2 }));
        var (many, one) = (TimeProvider.System.NewId(), TimeProvider.System.NewId());
        using var givesUp = new CancellationTokenSource();
        var (opening, opened) = (Opening(), 0);
        for (; opening.IsCompleted && opened < 1000; opened++, opening = Opening())
            (await opening)!.Dispose();
        Assert.That(opened, Is.LessThan(1000));
        // Others do not wait, nor does a request of a connection that there is.
        (await limits.Open(one, isNew: true, default))!.Dispose();
        Assert.That(await limits.Open(many, isNew: false, default), Is.Not.Null);
        Assert.That(async () => await limits.Open(many, isNew: false, default), Throws.TypeOf<RateLimitedException>(), "who waits has a place");

        await givesUp.CancelAsync();
        try
        {
            (await opening)!.Dispose();
        }
        catch (OperationCanceledException)
        {
            // Unless its time had come.
        }
        Assert.That(await limits.Open(many, isNew: false, default), Is.Not.Null, "who gave up has none");

        Task<IDisposable?> Opening() => limits.Open(many, isNew: true, givesUp.Token).AsTask();
    }

    [Test]
    public async Task Connection_WithoutAPlace_WaitsForItsTimeAsWell()
    {
        using var limits = new HubLimits(Options.Create(new RateLimitOptions { ConnectionsPerUser = 1 }));
        var many = TimeProvider.System.NewId();
        using var first = await limits.Open(many, isNew: true, default);
        var (refused, refusal) = (0, Refusal());
        for (; refusal.IsCompleted && refused < 1000; refused++, refusal = Refusal())
            Assert.That(() => refusal, Throws.TypeOf<RateLimitedException>());
        Assert.That(refused, Is.LessThan(1000));
        Assert.That(async () => await limits.Open(many, isNew: true, default), Throws.TypeOf<RateLimitedException>(), "one waits, and no more than that");
        Assert.That(() => refusal, Throws.TypeOf<RateLimitedException>());

        Task Refusal() => limits.Open(many, isNew: true, default).AsTask();
    }

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(20)]
    [TestCase(25)]
    [TestCase(1_000_000)]
    public void CallsThatWait_GoOnInParts_AndAsManyInASecondAsWasSaid(int callsPerSecond)
    {
        var pace = HubLimits.PaceOfCalls(new RateLimitOptions { HubCallsPerSecond = callsPerSecond });
        Assert.That(pace.TokensPerPeriod, Is.LessThanOrEqualTo(Math.Max(callsPerSecond / 10, 1)), "others come between them");
        Assert.That(pace.TokensPerPeriod / pace.ReplenishmentPeriod.TotalSeconds, Is.EqualTo(callsPerSecond).Within(0.001).Percent);
    }

    [Test]
    public async Task Calls_OfOneUser_AreWorkedOnTwoAtATime_AndThoseOfOthersDoNotWait()
    {
        using var limits = new HubLimits(Options.Create(new RateLimitOptions()));
        var (many, one) = (TimeProvider.System.NewId(), TimeProvider.System.NewId());
        var first = await limits.Pace(many, default);
        using var second = await limits.Pace(many, default);
        var third = limits.Pace(many, default).AsTask();
        Assert.That(third.IsCompleted, Is.False);
        (await limits.Pace(one, default))!.Dispose();
        first!.Dispose();
        (await third)!.Dispose();
    }

    [Test]
    public async Task Reading_OfOneUser_WaitsForItsTime_OnAllConnections_AndThatOfOthersDoesNot()
    {
        const int Second = 1024;
        using var limits = new HubLimits(Options.Create(new RateLimitOptions { HubBytesPerSecond = Second }));
        var (many, one) = (TimeProvider.System.NewId(), TimeProvider.System.NewId());
        using var givesUp = new CancellationTokenSource();
        // Each as much as a second lets through: the last one's time is in a minute.
        var reads = Enumerable.Range(0, 60).Select(_ => Read(Stream(many))).ToList();
        Assert.That(await reads[0], Is.EqualTo(Second));
        Assert.That(reads[^1].IsCompleted, Is.False);
        Assert.That(Stream(many).ReadAsync(Memory<byte>.Empty, default).AsTask().IsCompleted, "which takes nothing");
        Assert.That(await Read(Stream(one)), Is.EqualTo(Second));
        Assert.That(reads[^1].IsCompleted, Is.False);
        await givesUp.CancelAsync();
        Assert.That(() => reads[^1], Throws.InstanceOf<OperationCanceledException>());

        Task<int> Read(PacedStream stream) => stream.ReadAsync(new byte[Second], givesUp.Token).AsTask();

        PacedStream Stream(Guid user) => new(new MemoryStream(new byte[Second]), limits, user);
    }

    [TestCase("Http1")]
    [TestCase("Http2")]
    public async Task Pings_AreReadAsSlowlyAsBytesAre(string protocol)
    {
        var url = new Uri($"http://127.0.0.1:{ServerProcess.FreePort()}");
        using var server = await ServerProcess.Start(("RateLimits__Enabled", "true"), ("RateLimits__HubBytesPerSecond", "1024"),
            ("Kestrel__Endpoints__Other__Url", $"{url}"), ("Kestrel__Endpoints__Other__Protocols", protocol));
        var (flooder, other) = (await Person.SignUp(Shared.Server), await Person.SignUp(Shared.Server));
        using var flooding = new ClientWebSocket();
        (flooding.Options.HttpVersion, flooding.Options.HttpVersionPolicy) = (new Version(protocol[^1] - '0', protocol == "Http1" ? 1 : 0), HttpVersionPolicy.RequestVersionExact);
        using var connection = new HttpMessageInvoker(new SocketsHttpHandler());
        await flooding.ConnectAsync(new UriBuilder(url) { Scheme = "ws", Path = "/hub", Query = $"access_token={flooder.Token}" }.Uri, connection, default);
        await flooding.Say("""{"protocol":"json","version":1}""");
        var answers = new StringBuilder();
        var reading = Read(flooding, answers);
        await using var hub = await server.Connect(other);
        // Minutes of them: what does not fit anywhere waits here.
        var pings = string.Join('\u001e', Enumerable.Repeat("""{"type":6}""", 10));
        var saying = Flood(flooding, 2001, n => n < 2000 ? pings : """{"type":1,"invocationId":"1","target":"sync","arguments":[{"channels":{}}]}""");
        for (var n = 0; n < 50; n++)
            await hub.InvokeAsync<object>("sync", new { channels = new { } });
        Assert.That(Text(answers), Does.Not.Contain("invocationId"), "what comes after its pings is not read");
        flooding.Abort();
        await reading;
        await saying;
    }

    [Test]
    public async Task Flood_OfOneClient_LeavesTheOthersServed_AndMemoryFlat()
    {
        using var server = await ServerProcess.Start(("RateLimits__Enabled", "true"), ("RateLimits__HubPerUser", "10"), ("RateLimits__HubBurst", "20"), ("RateLimits__HubCallsPerSecond", "1"),
            ("RateLimits__PerUser", "100000"));
        var team = await Team.Create();
        var flooder = await Person.SignUp(Shared.Server);
        await flooder.JoinWorkspace(team.Workspace);
        var channel = await team.Owner.CreateChannel(team.Workspace);
        foreach (var person in new[] { team.Member, flooder })
            await person.JoinChannel(channel);
        using var speaking = server.Http(team.Owner.Token);
        await using var listening = await server.Connect(team.Member);
        var heard = new Pushes(listening, EventTypes.MessageReceived);

        List<WebSocket> sockets = [];
        for (var n = 0; n < 20; n++)
            sockets.Add(await server.ConnectBare(flooder, handshake: false));
        for (var n = 0; n < 5; n++)
            sockets.Add(await server.ConnectBare(flooder));
        using var tooLarge = await server.ConnectBare(flooder);
        using var calling = await server.ConnectBare(flooder);
        var answers = new StringBuilder();
        _ = Read(calling, answers);
        _ = Flood(calling, Calls, n => $$$"""{"type":1,"invocationId":"{{{n}}}","target":"sync","arguments":[{"channels":{}}]}""");
        var cut = tooLarge.ReadToEnd();
        await tooLarge.SendAsync(new byte[1024 * 1024], WebSocketMessageType.Text, endOfMessage: true, default);

        // Each 4 KB, to the sockets that do not read as well.
        for (var n = 0; n < 500; n++)
            await speaking.Post<MessageDto>($"/api/channels/{channel.Id}/messages", new { content = new string('x', 4000) });
        Assert.That((await heard.Next(500)).Select(push => push.GetProperty("seq").GetInt64()), Is.Ordered.And.Unique);
        Assert.That(await cut, Does.Contain("\"type\":7,\"error\":\"Connection closed with an error."));
        await ServerProcess.Until(() => Task.FromResult(Text(answers).Contains("RATE_LIMITED")));
        Assert.That(Text(answers).Split("invocationId").Length, Is.LessThan(Calls / 100), "what it goes on saying is not read");
        Assert.That(server.Megabytes(), Is.LessThan(MostMemory));
        calling.Abort();
        foreach (var socket in sockets)
            socket.Dispose();
    }

    private static string Text(StringBuilder answers)
    {
        lock (answers)
            return answers.ToString();
    }

    private static async Task Flood(WebSocket socket, int count, Func<int, string> message)
    {
        try
        {
            for (var n = 0; n < count; n++)
                await socket.Say(message(n));
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Its end.
        }
    }

    private static async Task Read(WebSocket socket, StringBuilder into)
    {
        try
        {
            for (var buffer = new byte[64 * 1024]; ;)
            {
                var read = await socket.ReceiveAsync(buffer, default);
                lock (into)
                    into.Append(Encoding.UTF8.GetString(buffer, 0, read.Count));
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Its end.
        }
    }
}
