using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Messages;
using ChatFlow.Tests.Wire;
using ChatFlow.WebApi.Stopping;
using ChatFlow.WebApi.Tests.Workspaces;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ChatFlow.WebApi.Tests.Stopping;

public class StopTests
{
    [Test]
    public async Task Sigterm_UnderLoad_AnswersWhatItCommitted_AndNothingElseIsThere()
    {
        using var server = await ServerProcess.Start();
        var team = await Team.Create();
        var channel = await team.Owner.CreateChannel(team.Workspace);
        await team.Member.JoinChannel(channel);
        var acknowledged = new ConcurrentBag<Guid>();
        List<HubConnection> hubs = [];
        for (var n = 0; n < 10; n++)
            hubs.Add(await server.Connect(n % 2 == 0 ? team.Owner : team.Member));
        var partings = hubs.Select(hub =>
        {
            var parting = new TaskCompletionSource<Exception?>();
            hub.Closed += error => Task.FromResult(parting.TrySetResult(error));
            return parting.Task;
        }).ToList();

        var talking = hubs.Select(hub => TalkByHub(hub, channel, acknowledged))
            .Concat(Enumerable.Range(0, 5).Select(_ => TalkByRest(server.Http(team.Member.Token), channel, acknowledged))).ToList();
        await ServerProcess.Until(() => Task.FromResult(acknowledged.Count > 300));
        server.Terminate();

        Assert.That(server.Ended(), Is.EqualTo(0));
        await Task.WhenAll(talking);
        Assert.That(await Task.WhenAll(partings), Is.All.Null, "each was told to go, and not cut");
        Assert.That(await Committed(channel), Is.EquivalentTo(acknowledged));
        foreach (var hub in hubs)
            await hub.DisposeAsync();
    }

    [Test]
    public async Task Sigterm_DuringACall_EndsIt_AndTakesNothingNew()
    {
        using var server = await ServerProcess.Start();
        var person = await Person.SignUp(Shared.Server);
        var channel = await person.CreateChannel(await person.CreateWorkspace());
        using var socket = await server.ConnectBare(person);
        await using var connection = await Shared.Server.Database.DataSource.OpenConnectionAsync();
        await using var holding = await connection.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("SELECT 1 FROM channels WHERE id = $1 FOR UPDATE", connection, holding) { Parameters = { new() { Value = channel.Id } } })
            await hold.ExecuteScalarAsync();
        await socket.Say($$"""{"type":1,"invocationId":"1","target":"message:send","arguments":[{"channel_id":"{{channel.Id}}","content":"in time"}]}""");
        // The hub's call has got as far as the database. The other one is a request, and those are taken to the end.
        await ServerProcess.Until(async () => await Shared.Server.Database.Scalar<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") > 0);
        var rest = server.Http(person.Token).PostAsJsonAsync($"/api/channels/{channel.Id}/messages", new { content = "in time as well" });

        server.Terminate();
        using var http = server.Http(person.Token);
        await ServerProcess.Until(async () => (await http.GetAsync("/health/ready")).StatusCode == HttpStatusCode.ServiceUnavailable);
        await http.GetAsync("/hub").IsRefused(503, "SERVICE_UNAVAILABLE");
        await socket.Say($$"""{"type":1,"invocationId":"2","target":"message:send","arguments":[{"channel_id":"{{channel.Id}}","content":"too late"}]}""");
        await holding.RollbackAsync();

        var heard = (await socket.ReadToEnd()).Split('\u001e', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(frame => JsonDocument.Parse(frame).RootElement).ToList();
        Assert.That((int)(await rest).StatusCode, Is.EqualTo(201));
        Assert.That(server.Ended(), Is.EqualTo(0));
        Assert.Multiple(() =>
        {
            Assert.That(Answer(heard, "1").GetProperty("result").GetProperty("content").GetString(), Is.EqualTo("in time"));
            Assert.That(Answer(heard, "2").GetProperty("error").GetString(), Does.Contain("SERVICE_UNAVAILABLE"));
            Assert.That(heard[^1].GetProperty("type").GetInt32(), Is.EqualTo(7), "the close of the protocol comes last");
            Assert.That(heard[^1].GetProperty("allowReconnect").GetBoolean(), Is.True);
        });
        Assert.That(await Committed(channel), Has.Count.EqualTo(2));
    }

    /// <summary>Sockets, events of the server, answers to requests: nobody takes anything, and each has more to get than the system keeps for it.</summary>
    [Test]
    public async Task Sigterm_WithClientsThatDoNotRead_EndsAllTheSame()
    {
        using var server = await ServerProcess.Start();
        var person = await Person.SignUp(Shared.Server);
        var channel = await person.CreateChannel(await person.CreateWorkspace());
        using var http = server.Http(person.Token);
        var text = new string('x', 4000);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => person.Send(channel, text)));
        using var halfOpen = await server.ConnectBare(person, handshake: false);
        var negotiated = await (await http.PostAsync("/hub/negotiate?negotiateVersion=1", null)).Content.ReadFromJsonAsync<JsonElement>();
        var address = $"/hub?id={negotiated.GetProperty("connectionToken").GetString()}";
        List<IDisposable> silent = [await Ask(server, person, address, "text/event-stream")];
        (await http.PostAsync(address, new StringContent("{\"protocol\":\"json\",\"version\":1}\u001e"))).EnsureSuccessStatusCode();
        for (var n = 0; n < 3; n++)
        {
            silent.Add(await server.ConnectBare(person));
            // One connection, many requests: more than the system keeps of their answers.
            silent.Add(await Ask(server, person, $"/api/channels/{channel.Id}/messages?limit=100", "application/json", times: 30));
        }
        for (var n = 0; n < 10; n++)
            await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => http.PostAsJsonAsync($"/api/channels/{channel.Id}/messages", new { content = text })));

        server.Terminate();
        Assert.That(server.Ended(), Is.EqualTo(0));
        foreach (var one in silent)
            one.Dispose();
    }

    [Test]
    public async Task Sigterm_WithARedisThatHangs_EndsAllTheSame()
    {
        using var redis = RedisWire.Make();
        using var server = await ServerProcess.Start(("Cluster__Enabled", "true"), ("ConnectionStrings__Redis", redis.ConnectionString));
        var person = await Person.SignUp(Shared.Server);
        var workspace = await person.CreateWorkspace();
        for (var n = 0; n < 10; n++)
            await person.CreateChannel(workspace, $"channel-{n}");
        await using var hub = await server.Connect(person);
        using var silent = await server.ConnectBare(person);
        redis.Wire.Delay = TimeSpan.FromHours(1);
        server.Terminate();
        Assert.That(server.Ended(), Is.EqualTo(0));
    }

    [Test]
    public async Task WhoHasTooManyConnections_IsToldOfTheOtherServers_WhileThisOneStops()
    {
        await using var server = new ChatServer(Shared.Server.Database, ("RateLimits:Enabled", "true"), ("RateLimits:ConnectionsPerUser", "1"));
        var person = await Person.SignUp(Shared.Server);
        await using var hub = await server.Connect(person.Token);
        await server.Http(person.Token).GetAsync("/hub").IsRefused(429, "RATE_LIMITED");
        server.Services.GetRequiredService<StopState>().Begin();
        await server.Http(person.Token).GetAsync("/hub").IsRefused(503, "SERVICE_UNAVAILABLE");
    }

    /// <summary>Sends requests and reads no answer.</summary>
    private static async Task<IDisposable> Ask(ServerProcess server, Person person, string path, string accept, int times = 1)
    {
        var tcp = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await tcp.ConnectAsync(IPAddress.Loopback, server.Address.Port);
        var request = $"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {person.Token}\r\nAccept: {accept}\r\n\r\n";
        await tcp.SendAsync(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(request, times))));
        return tcp;
    }

    private static JsonElement Answer(IEnumerable<JsonElement> heard, string call) =>
        heard.Single(frame => frame.GetProperty("type").GetInt32() == 3 && frame.GetProperty("invocationId").GetString() == call);

    private static async Task TalkByHub(HubConnection hub, ChannelDto channel, ConcurrentBag<Guid> acknowledged)
    {
        try
        {
            while (true)
                acknowledged.Add((await hub.Send(channel, "by the hub")).Id);
        }
        catch (Exception over) when (hub.State != HubConnectionState.Connected || over.Message.Contains("SERVICE_UNAVAILABLE"))
        {
            // Sent away. Whatever was not answered may not be there.
        }
    }

    private static async Task TalkByRest(HttpClient http, ChannelDto channel, ConcurrentBag<Guid> acknowledged)
    {
        try
        {
            while (true)
                acknowledged.Add((await http.Post<MessageDto>($"/api/channels/{channel.Id}/messages", new { content = "by REST" })).Id);
        }
        catch (HttpRequestException)
        {
            // Nobody listens there any more.
        }
    }

    private static async Task<List<Guid>> Committed(ChannelDto channel)
    {
        await using var command = Shared.Server.Database.DataSource.CreateCommand("SELECT id FROM messages WHERE channel_id = $1");
        command.Parameters.AddWithValue(channel.Id);
        List<Guid> ids = [];
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            ids.Add(reader.GetGuid(0));
        return ids;
    }
}
