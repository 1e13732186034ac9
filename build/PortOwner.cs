using System.Globalization;

namespace ChatFlow.Build;

/// <summary>Who listens on a port, for the message that it is in use. Best effort: other users' processes stay unknown.</summary>
internal static class PortOwner
{
    private const string Listening = "0A";
    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    public static string? Find(int port)
    {
        if (!OperatingSystem.IsLinux()) return null;
        var sockets = Tables.Where(File.Exists).SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 9 && fields[3] == Listening && fields[1].EndsWith(':' + port.ToString("X4", CultureInfo.InvariantCulture), StringComparison.Ordinal))
            .Select(fields => $"socket:[{fields[9]}]")
            .ToHashSet();
        return Directory.EnumerateDirectories("/proc")
            .Where(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Where(folder => Holds(folder, sockets))
            .Select(folder => $"pid {Path.GetFileName(folder)} ({ProcessIdentity.CommandOf(int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture)).Trim()})")
            .FirstOrDefault();
    }

    private static bool Holds(string process, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFiles(Path.Combine(process, "fd")).Any(file => new FileInfo(file).LinkTarget is { } target && sockets.Contains(target));
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
