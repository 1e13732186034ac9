using System.Diagnostics;
using OpenTelemetry;
using StackExchange.Redis;
using StackExchange.Redis.Profiling;

namespace ChatFlow.WebApi.Monitoring;

/// <summary>
/// Spans of Redis' commands, which the client does not make itself: it notes them with the span that was there when they were sent, and
/// they are made when that one ends. A command that outlives it is left out.
/// </summary>
internal sealed class RedisSpans : BaseProcessor<Activity>
{
    public const string Source = "ChatFlow.Redis";

    private const string Noted = "chatflow.redis.commands";

    private static readonly ActivitySource Spans = new(Source);

    /// <summary>To be called for every connection to Redis.</summary>
    public static T Noting<T>(T redis)
        where T : IConnectionMultiplexer
    {
        redis.RegisterProfiler(OfThisSpan);
        return redis;
    }

    public override void OnEnd(Activity data)
    {
        if (data.GetCustomProperty(Noted) is not ProfilingSession commands)
            return;
        foreach (var command in commands.FinishProfiling())
        {
            using var span = Spans.StartActivity(
                ActivityKind.Client, data.Context, [new("db.system.name", "redis"), new("db.operation.name", command.Command)], links: null, command.CommandCreated, command.Command);
            span?.SetEndTime(command.CommandCreated + command.ElapsedTime);
        }
    }

    private static ProfilingSession? OfThisSpan()
    {
        // Without listeners nobody would take them out again.
        if (!Spans.HasListeners() || Activity.Current is not { Recorded: true } span)
            return null;
        lock (span)
        {
            if (span.GetCustomProperty(Noted) is not ProfilingSession commands)
                span.SetCustomProperty(Noted, commands = new ProfilingSession());
            return commands;
        }
    }
}
