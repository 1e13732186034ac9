using System.Globalization;
using Npgsql;

namespace ChatFlow.Load;

/// <summary>What a result was measured on: without it, it says nothing.</summary>
internal static class Machine
{
    public static async Task<object> Describe(NpgsqlDataSource postgres, CancellationToken stop)
    {
        await using var version = postgres.CreateCommand("SHOW server_version");
        await using var buffers = postgres.CreateCommand("SHOW shared_buffers");
        return new
        {
            at = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
            cores = Environment.ProcessorCount,
            memory_gb = Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9, 1),
            system = System.Runtime.InteropServices.RuntimeInformation.OSDescription,
            postgres = await version.ExecuteScalarAsync(stop),
            shared_buffers = await buffers.ExecuteScalarAsync(stop),
            load = Load,
        };
    }

    /// <summary>Processor time so far of all PostgreSQL processes of this machine; zero where the system does not tell.</summary>
    public static TimeSpan Postgres
    {
        get
        {
            if (!Directory.Exists("/proc/self"))
                return TimeSpan.Zero;
            // After the name in brackets: the time of the process, and of those that it started and that have ended.
            var all = Directory.EnumerateDirectories("/proc").Where(process => char.IsAsciiDigit(process[^1])).Select(Status).Where(status => status?.Contains(" (postgres) ", StringComparison.Ordinal) == true)
                .Sum(status => status!.Split(") ")[^1].Split(' ').Skip(11).Take(4).Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)));
            return TimeSpan.FromSeconds(all / 100.0);
        }
    }

    /// <summary>Processes that want a core, as a mean over the last minute; null where the system does not tell.</summary>
    public static double? Load => File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : null;

    private static string? Status(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "stat"));
        }
        catch (IOException)
        {
            // None, or it has ended meanwhile; the one that started it has its time.
            return null;
        }
    }
}
