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

    /// <summary>Processes that want a core, as a mean over the last minute; null where the system does not tell.</summary>
    public static double? Load => File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : null;
}
