using System.Globalization;
using Npgsql;

namespace ChatFlow.Chaos.Tests;

/// <summary>Something of a server that must not grow.</summary>
/// <param name="Most">How much the line through the second half of a run may rise from its begin to its end, in the measure's own unit.</param>
internal sealed record Measure(string Name, double Most);

/// <summary>What a node takes up, as it is seen from outside, and of its heap as it says itself after its last collection.</summary>
internal sealed class Samples(Node node, string temporary, NpgsqlDataSource database)
{
    /// <summary>
    /// Of memory that is less than what a server would take on that kept one KB of each message of half an hour; of all else less than one of each
    /// person's.
    /// </summary>
    public static readonly Measure[] Measures =
    [
        new("resident memory, MB", 32), new("managed heap after the last collection, MB", 16), new("threads", 8),
        new("sockets", 8), new("database connections", 8), new("temporary files", 8),
    ];

    private const string HeapMetric = "dotnet_gc_last_collection_heap_size_bytes{";
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>By second since the begin, the <see cref="Measures"/> in their order.</summary>
    public List<(double At, double[] Values)> Taken { get; } = [];

    public async Task Take(double at, CancellationToken stop)
    {
        var pid = node.Server.Pid;
        var status = (await File.ReadAllLinesAsync($"/proc/{pid}/status", stop)).Select(line => line.Split(':', 2)).ToDictionary(field => field[0], field => field[1].Trim());
        var open = Directory.EnumerateFiles($"/proc/{pid}/fd").Select(Target).OfType<string>().ToList();
        await using var connections = database.CreateCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        Taken.Add((at,
        [
            Number(status["VmRSS"].Split(' ')[0]) / 1024,
            await Heap(stop) / 1e6,
            Number(status["Threads"]),
            open.Count(target => target.StartsWith("socket:", StringComparison.Ordinal)),
            (long)(await connections.ExecuteScalarAsync(stop))!,
            Directory.EnumerateFiles(temporary, "*", SearchOption.AllDirectories).Count() + open.Count(target => target.EndsWith(" (deleted)", StringComparison.Ordinal)),
        ]));
    }

    /// <returns>How much a measure's line rises over the second half, by least squares, and its mean there.</returns>
    public (double Rise, double Mean) SecondHalf(int measure)
    {
        var half = Taken.Where(sample => sample.At >= Taken[^1].At / 2).Select(sample => (sample.At, Value: sample.Values[measure])).ToList();
        var (middle, mean) = (half.Average(sample => sample.At), half.Average(sample => sample.Value));
        var slope = half.Sum(sample => (sample.At - middle) * (sample.Value - mean)) / half.Sum(sample => (sample.At - middle) * (sample.At - middle));
        return (slope * (half[^1].At - half[0].At), mean);
    }

    /// <summary>Null for what was closed meanwhile.</summary>
    private static string? Target(string descriptor)
    {
        try
        {
            return new FileInfo(descriptor).LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private async Task<double> Heap(CancellationToken stop)
    {
        var page = await Http.GetStringAsync($"http://127.0.0.1:{node.Server.Port}/metrics", stop);
        var generations = page.Split('\n').Where(line => line.StartsWith(HeapMetric, StringComparison.Ordinal)).ToList();
        return generations.Sum(line => Number(line.Split("} ")[1].Split(' ')[0]));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
