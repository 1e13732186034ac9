using System.Diagnostics.Metrics;
using ChatFlow.Application.Pipeline;

namespace ChatFlow.Infrastructure.Channels;

/// <summary>What the writer of the channel log does, in numbers.</summary>
internal static class ChannelLogMetrics
{
    public static readonly UpDownCounter<int> Queued = Telemetry.Meter.CreateUpDownCounter<int>(
        "chatflow.channel_log.queue.length", "{message}", "Messages that wait for the writer.");

    public static readonly Histogram<int> BatchSize = Telemetry.Meter.CreateHistogram(
        "chatflow.channel_log.batch.size", "{message}", "Messages in one commit.", tags: null,
        new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500] });

    private static readonly Histogram<double> ToCommit = Telemetry.Meter.CreateHistogram(
        "chatflow.message.commit.duration", "s", "From a message's call coming in until it is committed.", tags: null, Telemetry.Seconds);

    public static void Committed(TimeProvider clock, long calledAt)
    {
        if (calledAt != 0)
            ToCommit.Record(clock.GetElapsedTime(calledAt).TotalSeconds);
    }
}
