namespace ChatFlow.Infrastructure.Files;

/// <summary>
/// Room on the disk for a file that is being worked on, so that memory does not grow with it. In the system's temporary folder (TMPDIR), and
/// without a name there: whatever becomes of the process, nothing stays behind.
/// </summary>
public static class Spool
{
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
