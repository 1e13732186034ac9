using System.Runtime.InteropServices;

namespace ChatFlow.Build;

internal enum UnixSignal
{
    Hangup = 1,
    Interrupt = 2,
    Quit = 3,
    Kill = 9,
    Terminate = 15,

    /// <summary>These two have other numbers on macOS.</summary>
    ContinueOnLinux = 18,
    StopOnLinux = 19,
}

/// <summary>Process.Kill knows only SIGKILL; PostgreSQL and WebApi need to be asked.</summary>
internal static class UnixSignals
{
    public static void Send(int pid, UnixSignal signal) => _ = kill(pid, (int)signal);

    public static void SendToGroup(int leader, UnixSignal signal) => _ = kill(-leader, (int)signal);

    public static bool ReachGroup(int leader) => kill(-leader, 0) == 0;

#pragma warning disable SYSLIB1054, IDE1006 // One call of two ints: the generated form would need unsafe code; and the name is the C library's.
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
#pragma warning restore SYSLIB1054, IDE1006
}
