using System.Diagnostics;
using HdrHistogram;

namespace ChatFlow.Load;

/// <summary>How long each of many calls took.</summary>
internal sealed class Timings
{
    private const long LongestInMicroseconds = 600_000_000;
    private readonly LongHistogram histogram = new(LongestInMicroseconds, 3);

    public long Count => histogram.TotalCount;

    public async Task Measure(Func<Task> call)
    {
        var begin = Stopwatch.GetTimestamp();
        await call();
        Since(begin);
    }

    /// <param name="begin">A timestamp of the stopwatch. May be called by many at once.</param>
    public void Since(long begin)
    {
        var taken = Math.Min((long)Stopwatch.GetElapsedTime(begin).TotalMicroseconds, LongestInMicroseconds);
        lock (histogram)
            histogram.RecordValue(taken);
    }

    public void Add(Timings others) => histogram.Add(others.histogram);

    /// <returns>Milliseconds; of 0 the shortest.</returns>
    public double Percentile(double percent) => histogram.GetValueAtPercentile(percent) / 1000.0;

    /// <summary>As it stands in results.</summary>
    public object Summary => new { count = Count, min_ms = Percentile(0), p50_ms = Percentile(50), p95_ms = Percentile(95), p99_ms = Percentile(99) };
}
