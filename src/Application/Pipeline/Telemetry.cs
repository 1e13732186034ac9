using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ChatFlow.Application.Pipeline;

/// <summary>
/// Where ChatFlow's own metrics and spans come from. Whoever measures makes its instruments of these, beside what they measure; what
/// becomes of them is decided in <c>WebApi/Hosting</c>. Measuring costs next to nothing while nobody listens. See docs/monitoring.md.
/// </summary>
public static class Telemetry
{
    /// <summary>Name of the meter and of the source of spans.</summary>
    public const string Name = "ChatFlow";

    public static readonly Meter Meter = new(Name);
    public static readonly ActivitySource Traces = new(Name);

    /// <summary>Upper bounds of buckets, in seconds. The limits of the alerts (0.3 s and 1 s) are among them, or they could only be guessed at.</summary>
    public static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 10],
    };
}
