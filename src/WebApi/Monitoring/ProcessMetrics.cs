using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net.NetworkInformation;
using ChatFlow.Application.Pipeline;

namespace ChatFlow.WebApi.Monitoring;

/// <summary>What the machine gives this process. Its processor time and memory in bytes come from the runtime's own meter.</summary>
internal static class ProcessMetrics
{
    private const string DiskCounters = "/proc/self/io";

    /// <summary>Asked whenever the metrics are read. Once in a process, whatever the number of servers in it.</summary>
    private static readonly Instrument[] Instruments =
    [
        Telemetry.Meter.CreateObservableGauge(
            "chatflow.memory.utilization", () => MemoryInUse(GC.GetGCMemoryInfo()), "1",
            "Share of the memory that is in use, of the container or else the machine, as the garbage collector has last seen it."),
        Telemetry.Meter.CreateObservableCounter("process.disk.io", DiskIo, "By", "Bytes that this process had read from and written to disks. Linux only."),
        Telemetry.Meter.CreateObservableCounter("system.network.io", NetworkIo, "By", "Bytes over the network interfaces of the container or else the machine."),
    ];

    public static void Publish() => _ = Instruments;

    /// <summary>0 to 1.</summary>
    public static double MemoryInUse(GCMemoryInfo memory) => (double)memory.MemoryLoadBytes / Math.Max(1, memory.TotalAvailableMemoryBytes);

    private static IEnumerable<Measurement<long>> DiskIo() =>
        from line in File.Exists(DiskCounters) ? File.ReadAllLines(DiskCounters) : []
        let direction = line.StartsWith("read_bytes:", StringComparison.Ordinal) ? "read" : line.StartsWith("write_bytes:", StringComparison.Ordinal) ? "write" : null
        where direction is not null
        select new Measurement<long>(long.Parse(line.AsSpan(line.IndexOf(':', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture), new KeyValuePair<string, object?>("disk.io.direction", direction));

    private static IEnumerable<Measurement<long>> NetworkIo() =>
        from network in NetworkInterface.GetAllNetworkInterfaces()
            // Those of containers come and go with them, each under another name.
        where !network.Name.StartsWith("veth", StringComparison.Ordinal)
        let counted = network.GetIPStatistics()
        from way in new[] { (Direction: "receive", Bytes: counted.BytesReceived), (Direction: "transmit", Bytes: counted.BytesSent) }
        select new Measurement<long>(way.Bytes, new("network.io.direction", way.Direction), new("network.interface.name", network.Name));
}
