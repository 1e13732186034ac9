namespace ChatFlow.Infrastructure.Files;

/// <summary>
/// Room on the disk for a file that is being worked on, so that memory does not grow with it. In the system's temporary folder (TMPDIR), and
/// without a name there: whatever becomes of the process, nothing stays behind.
/// </summary>
public static class Spool
{
    // The system's own numbers, of Linux and of Windows.
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Whether something could not be written because the disk has no room for it, or its user may have no more.</summary>
    public static bool IsFull(Exception failure) => failure is IOException { HResult: NoSpace or QuotaExceeded or WindowsDiskFull };

    public static FileStream New()
    {
        var path = Path.Combine(Path.GetTempPath(), $"chatflow-{Path.GetRandomFileName()}");
        var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
        });
        // At once, and not when it is closed: a process that is killed closes nothing. Windows takes the name away with the last handle.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return file;
    }
}
