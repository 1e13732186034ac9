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

    /// <summary>Whether anybody of a process group still runs. Zombies do not: an orphan's may stay for ever in a container.</summary>
    public static bool GroupLives(int leader)
    {
        if (!OperatingSystem.IsLinux()) return UnixSignals.ReachGroup(leader);
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            try
            {
                if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                    && Stat(pid) is { } fields && fields[2] == leader.ToString(CultureInfo.InvariantCulture) && fields[0] is not ("Z" or "X"))
                    return true;
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended while we looked.
            }
        return false;
    }

    /// <summary>After "pid (name) ": state, parent, group, …, and 20th the start in ticks since boot. The name may hold anything, so the last bracket ends it.</summary>
    private static string[] Stat(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
    }

    private static string? OnLinux(int pid)
    {
        var fields = Stat(pid);
        // A zombie has ended already; in a container without an init process nobody may ever collect it.
        return fields[0] is "Z" or "X" ? null : $"{File.ReadAllText(BootId).Trim()}/{fields[19]}";
    }
}
