using ChatFlow.Application.Channels;
using OpenTelemetry.Exporter;

namespace ChatFlow.WebApi.Tests.Monitoring;

public class TraceTests
{
    private const string Http = "Microsoft.AspNetCore";
    private const string Hub = "Microsoft.AspNetCore.SignalR.Server";

    [Test]
    public async Task SendOverTheHub_IsOneTrace_ThroughAllLayers_LinkedToTheRequestOfItsSocket()
    {
        await using var collector = await OtlpReceiver.Start(OtlpExportProtocol.HttpProtobuf);
        await using var server = Traced(collector, OtlpExportProtocol.HttpProtobuf);
        var (person, channel) = await InAChannel(server);
        await using (var hub = await person.Connect())
        {
            var pushed = new Pushes(hub, EventTypes.MessageReceived);
            await hub.Send(channel, "traced");
            await pushed.Next();
        }

        var spans = await collector.Until(all => all.Any(span => span.Name == "PUBLISH" && Of(all, "SendMessage").Any(send => send.Trace == span.Trace))
            && all.Any(span => span.Scope == Http && span.Name.Contains("/hub")));
        var send = Of(spans, "SendMessage").Single();
        var trace = spans.Where(span => span.Trace == send.Trace).ToList();
        var call = trace.Single(span => span.Scope == Hub);
        Assert.Multiple(() =>
        {
            Assert.That(send.Parent, Is.EqualTo(call.Id), "the use case is part of the hub call");
            Assert.That(IsUnder(trace, Only(trace, "commit messages"), send), "the commit is part of the use case");
            Assert.That(IsUnder(trace, trace.Single(span => span.Scope == "Npgsql" && span.Name.Contains("ChannelLogSql.Write")), Only(trace, "commit messages")));
            Assert.That(trace.Where(span => span.Scope == "ChatFlow.Redis" && IsUnder(trace, span, send)), Is.Not.Empty, "the caches were asked");
            Assert.That(IsUnder(trace, Only(trace, "MessagePosted"), send), "the event belongs to it, though it is handled apart");
            Assert.That(IsUnder(trace, Only(trace, "push message:received"), Only(trace, "MessagePosted")));
            Assert.That(IsUnder(trace, trace.First(span => span.Name == "PUBLISH"), Only(trace, "push message:received")), "the backplane");
            Assert.That(call.Links, Is.SubsetOf(spans.Where(span => span.Scope == Http).Select(span => span.Trace)).And.Not.Empty);
        });
    }

    [TestCase(OtlpExportProtocol.HttpProtobuf)]
    [TestCase(OtlpExportProtocol.Grpc)]
    public async Task SendOverRest_IsOneTrace_FromTheRequestToTheDatabase(OtlpExportProtocol protocol)
    {
        await using var collector = await OtlpReceiver.Start(protocol);
        await using var server = Traced(collector, protocol);
        var (person, channel) = await InAChannel(server);
        await person.Send(channel, "traced");

        var spans = await collector.Until(all => Of(all, "SendMessage").Any() && all.Any(span => span.Scope == Http && span.Trace == Of(all, "SendMessage").First().Trace));
        var send = Of(spans, "SendMessage").Single();
        var request = spans.Single(span => span.Id == send.Parent);
        Assert.That((request.Scope, request.Name), Is.EqualTo((Http, "POST /api/channels/{id}/messages/")));
    }

    [Test]
    public async Task WithoutAnEndpoint_NothingIsTraced()
    {
        await using var server = new ChatServer(Shared.Server.Database);
        Assert.That(server.Services.GetService(typeof(OpenTelemetry.Trace.TracerProvider)), Is.Null);
    }

    private static ChatServer Traced(OtlpReceiver collector, OtlpExportProtocol protocol) => new(
        Shared.Server.Database, ("Traces:Endpoint", collector.Address.ToString()), ("Traces:Protocol", protocol.ToString()), ("Cluster:Enabled", "true"));

    private static async Task<(Person, ChannelDto)> InAChannel(ChatServer server)
    {
        var person = await Person.SignUp(server);
        return (person, await person.CreateChannel(await person.CreateWorkspace()));
    }

    private static IEnumerable<Span> Of(IReadOnlyList<Span> spans, string name) => spans.Where(span => span.Name == name);

    private static Span Only(IReadOnlyList<Span> trace, string name) => trace.Single(span => span.Name == name);

    private static bool IsUnder(IReadOnlyList<Span> trace, Span span, Span above) =>
        span.Parent == above.Id || (trace.FirstOrDefault(other => other.Id == span.Parent) is { } parent && IsUnder(trace, parent, above));
}
