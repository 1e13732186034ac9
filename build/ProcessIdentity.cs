using System.Diagnostics;
using System.Globalization;

namespace ChatFlow.Build;

/// <summary>Tells a process from another that got the same pid later: pid numbers are used again, also after a reboot.</summary>
internal static class ProcessIdentity
{
    private const string BootId = "/proc/sys/kernel/random/boot_id";

    /// <summary>Null when there is no such process (any more).</summary>
    public static string? Of(int pid)
    {
        try
        {
            if (OperatingSystem.IsLinux()) return OnLinux(pid);
            using var process = Process.GetProcessById(pid);
            return process.HasExited ? null : process.StartTime.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The command line of a process, or empty where it is not to be seen.</summary>
    public static string CommandOf(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Replace('\0', ' ');
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string? OnLinux(int pid)
    {
        // pid (name) state ppid … ; the name may hold anything, so the fields are counted from its last bracket. 20th from there: start, in ticks since boot.
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        // A zombie has ended already; in a container without an init process nobody may ever collect it.
        return fields[0] is "Z" or "X" ? null : $"{File.ReadAllText(BootId).Trim()}/{fields[19]}";
    }
}
