using System.Diagnostics;
using System.Diagnostics.Metrics;
using ChatFlow.Application.Pipeline;
using Npgsql;

namespace ChatFlow.Infrastructure.Postgres;

/// <summary>
/// How long each statement takes: metric <c>db.client.operation.duration</c>, by the statement's name. Npgsql's own metric of that name
/// knows no statements, so they are timed by the spans that it makes; bare ones, without text and tags, as long as nothing is traced.
/// </summary>
internal static class StatementTimes
{
    private static readonly Histogram<double> Duration = Telemetry.Meter.CreateHistogram(
        "db.client.operation.duration", "s", "Duration of database statements, from sending to the last row.", tags: null,
        // Coarser than others: there are a hundred statements, and each bucket is a series of each.
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5] });

    private static readonly KeyValuePair<string, object?> System = new("db.system.name", "postgresql");

    // Of the whole process, as the instruments are.
    private static readonly ActivityListener Listener = new()
    {
        ShouldListenTo = source => source.Name == "Npgsql",
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
        ActivityStopped = span => Record(span.OperationName, span.Duration, span.Status == ActivityStatusCode.Error ? span.GetTagItem("error.type") : null),
    };

    public static void Configure(NpgsqlTracingOptionsBuilder tracing)
    {
        ActivitySource.AddActivityListener(Listener);
        tracing.ConfigureCommandSpanNameProvider(command => StatementNames.Of(command.CommandText));
        // Npgsql would put together the text of a batch for every commit of messages. They are timed where they are sent.
        tracing.ConfigureBatchFilter(_ => Activity.Current is { IsAllDataRequested: true });
        tracing.ConfigureBatchSpanNameProvider(StatementNames.Of);
        tracing.EnablePhysicalOpenTracing(false);
        tracing.EnableFirstResponseEvent(false);
    }

    /// <param name="sql">The statement that a batch is sent for.</param>
    public static async Task Measure(string sql, Func<Task> send)
    {
        var started = Stopwatch.GetTimestamp();
        string? error = null;
        try
        {
            await send();
        }
        catch (Exception failure)
        {
            error = failure is PostgresException refused ? refused.SqlState : failure.GetType().FullName;
            throw;
        }
        finally
        {
            Add(StatementNames.Of(sql), Stopwatch.GetElapsedTime(started), error);
        }
    }

    private static void Record(string statement, TimeSpan duration, object? error)
    {
        // A batch is named by all that is in it.
        if (!statement.Contains(',', StringComparison.Ordinal))
            Add(statement, duration, error);
    }

    private static void Add(string statement, TimeSpan duration, object? error)
    {
        if (error is null)
            Duration.Record(duration.TotalSeconds, System, new("db.query.summary", statement));
        else
            Duration.Record(duration.TotalSeconds, System, new("db.query.summary", statement), new("error.type", error));
    }
}
