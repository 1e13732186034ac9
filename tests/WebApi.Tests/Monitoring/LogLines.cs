using System.Collections.Concurrent;
using System.Text.Json;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace ChatFlow.WebApi.Tests.Monitoring;

/// <summary>The log of one server, line by line, as it is on standard output.</summary>
internal sealed class LogLines : ILogEventSink
{
    private readonly RenderedCompactJsonFormatter json = new();
    private readonly ConcurrentQueue<string> lines = new();

    public IReadOnlyList<string> All => [.. lines];

    public IEnumerable<JsonElement> Documents => All.Select(line => JsonDocument.Parse(line).RootElement);

    public void Emit(LogEvent logEvent)
    {
        using var line = new StringWriter();
        json.Format(logEvent, line);
        lines.Enqueue(line.ToString());
    }

    public async Task Until(Func<string, bool> found)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!lines.Any(found))
            await Task.Delay(20, late.Token);
    }
}
