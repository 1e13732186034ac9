using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Exporter;

namespace ChatFlow.WebApi.Tests.Monitoring;

/// <summary>As OTLP tells it; ids in hexadecimal.</summary>
internal sealed record Span(string Scope, string Name, string Trace, string Id, string Parent, IReadOnlyList<string> Links);

/// <summary>A collector of traces: takes OTLP as protobuf over HTTP, and over gRPC in clear text.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Span> spans = new();

    private OtlpReceiver(WebApplication app) => this.app = app;

    public IReadOnlyList<Span> Spans => [.. spans];

    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<OtlpReceiver> Start(OtlpExportProtocol protocol)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // Without TLS nobody agrees on HTTP/2, which gRPC is: it is known before.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, 0, listen => listen.Protocols = protocol == OtlpExportProtocol.Grpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        var receiver = new OtlpReceiver(builder.Build());
        receiver.app.MapPost("/v1/traces", async (HttpRequest request) => receiver.Take(await Body(request)));
        receiver.app.MapPost("/opentelemetry.proto.collector.trace.v1.TraceService/Export", async (HttpContext http) =>
        {
            // A byte for whether it is compressed, four for its length; then the same message as over HTTP.
            receiver.Take((await Body(http.Request))[5..]);
            http.Response.ContentType = "application/grpc";
            await http.Response.Body.WriteAsync(new byte[5]);
            http.Response.AppendTrailer("grpc-status", "0");
        });
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <summary>What has come, as soon as it is enough.</summary>
    public async Task<IReadOnlyList<Span>> Until(Func<IReadOnlyList<Span>, bool> enough)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!enough(Spans))
        {
            if (late.IsCancellationRequested)
                Assert.Fail("These spans have come: " + string.Join(Environment.NewLine, Spans));
            await Task.Delay(50, CancellationToken.None);
        }
        return Spans;
    }

    private static async Task<byte[]> Body(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return body.ToArray();
    }

    private void Take(byte[] export)
    {
        foreach (var span in Read(export))
            spans.Enqueue(span);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    // ExportTraceServiceRequest 1: ResourceSpans 2: ScopeSpans {1: scope {1: name}, 2: span}.
    private static IEnumerable<Span> Read(byte[] request) =>
        from resource in Fields(request, 1)
        from scope in Fields(resource, 2)
        let name = Encoding.UTF8.GetString(Fields(Fields(scope, 1).Single(), 1).Single())
        from span in Fields(scope, 2)
        select new Span(
            name, Encoding.UTF8.GetString(Fields(span, 5).Single()), Hex(Fields(span, 1)), Hex(Fields(span, 2)), Hex(Fields(span, 4)),
            [.. Fields(span, 13).Select(link => Hex(Fields(link, 1)))]);

    private static string Hex(IEnumerable<byte[]> id) => Convert.ToHexString(id.SingleOrDefault() ?? []);

    /// <summary>Every value of one field that has a length, in one message of protobuf.</summary>
    private static List<byte[]> Fields(byte[] message, int wanted)
    {
        List<byte[]> found = [];
        for (var at = 0; at < message.Length;)
        {
            var key = Varint(message, ref at);
            switch (key & 7)
            {
                case 0: Varint(message, ref at); break;
                case 1: at += 8; break;
                case 5: at += 4; break;
                default:
                    var length = (int)Varint(message, ref at);
                    if (key >> 3 == (ulong)wanted)
                        found.Add(message[at..(at + length)]);
                    at += length;
                    break;
            }
        }
        return found;
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            value |= (ulong)(message[at] & 0x7F) << shift;
            if (message[at++] < 0x80)
                return value;
        }
    }
}
