using System.Globalization;

namespace ChatFlow.Build;

/// <summary>Stops what an earlier run left behind when it was killed before it could clean up. Called with the data folder's lock held.</summary>
internal static class Leftovers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task StopAsync(DataFolder folder, Session session, CancellationToken stop)
    {
        if (RunRecord.Read(folder) is { WebApiPid: { } webApi } earlier
            && earlier.WebApiIdentity is not null && ProcessIdentity.Of(webApi) == earlier.WebApiIdentity
            && IsOrUnknown(webApi, "ChatFlow.WebApi.dll"))
        {
            session.Screen.Step($"An earlier run was killed and left WebApi (pid {webApi}) behind: stopping it");
            await EndAsync("WebApi", webApi, session.Clock, stop, UnixSignal.Terminate, UnixSignal.Kill);
        }

        if (PostmasterOf(folder.Postgres) is { } postmaster)
        {
            session.Screen.Step($"An earlier run was killed and left PostgreSQL (pid {postmaster}) behind: stopping it");
            await EndAsync("PostgreSQL", postmaster, session.Clock, stop, UnixSignal.Interrupt, UnixSignal.Quit);
        }
        RunRecord.Remove(folder);
    }

    /// <summary>The pid of the server that runs on this cluster, or null. Its pid file may be older than the machine's last start.</summary>
    private static int? PostmasterOf(string cluster)
    {
        var file = Path.Combine(cluster, "postmaster.pid");
        if (!File.Exists(file)) return null;
        var first = File.ReadLines(file).FirstOrDefault();
        if (!int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) || pid == Environment.ProcessId) return null;
        return ProcessIdentity.Of(pid) is not null && IsOrUnknown(pid, cluster) ? pid : null;
    }

    private static bool IsOrUnknown(int pid, string partOfCommand) =>
        // Only Linux shows command lines as files; elsewhere the start time (WebApi) or PostgreSQL's own pid file has to do.
        !OperatingSystem.IsLinux() || ProcessIdentity.CommandOf(pid).Contains(partOfCommand, StringComparison.Ordinal);

    private static async Task EndAsync(string name, int pid, TimeProvider clock, CancellationToken stop, params UnixSignal[] signals)
    {
        var identity = ProcessIdentity.Of(pid);
        foreach (var signal in signals)
        {
            UnixSignals.Send(pid, signal);
            var begin = clock.GetTimestamp();
            while (clock.GetElapsedTime(begin) < Patience)
            {
                if (ProcessIdentity.Of(pid) != identity) return;
                await Task.Delay(TimeSpan.FromMilliseconds(100), clock, stop);
            }
        }
        throw new Refusal($"{name} (pid {pid}) of an earlier run does not end. End it by hand (kill -9 {pid}) and start again.");
    }
}
