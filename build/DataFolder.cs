using System.Text.Json;

namespace ChatFlow.Build;

/// <summary>
/// The folder that keeps a local ChatFlow: database, mail, logs, secrets. It carries a marker, so that somebody else's folder is
/// never written into, and a lock held for the life of the run, so that two runs never share one.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    public const int Version = 1;
    private const string MarkerName = "chatflow-data.json";
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }
    public string Postgres => Inside("postgres");
    public string Redis => Inside("redis");
    public string Mail => Inside("mail");
    public string Files => Inside("files");
    public string Logs => Inside("logs");
    public string Secrets => Inside("secrets.json");
    public string RunRecord => Inside("run.json");

    public static DataFolder Open(string given)
    {
        var path = System.IO.Path.GetFullPath(given);
        try
        {
            if (File.Exists(path)) throw new Refusal($"{path} is a file. Give a folder with --data");
            if (Directory.Exists(path)) Recognise(path);
            Directory.CreateDirectory(path);
            var folder = new DataFolder(path, Lock(path));
            folder.WriteMarker();
            foreach (var part in new[] { folder.Redis, folder.Mail, folder.Files, folder.Logs })
                Directory.CreateDirectory(part, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return folder;
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new Refusal($"{denied.Message} Does the data folder {path} belong to another user (was it made as root)? Give another folder with --data");
        }
    }

    public string Log(string name) => System.IO.Path.Combine(Logs, name + ".log");

    public string Inside(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => _lock.Dispose();

    private static void Recognise(string path)
    {
        var marker = System.IO.Path.Combine(path, MarkerName);
        if (!File.Exists(marker))
        {
            if (Directory.EnumerateFileSystemEntries(path).Any())
                throw new Refusal($"{path} holds files that are not ChatFlow's (it has no {MarkerName}). Nothing was changed; give an empty or new folder with --data");
            return;
        }

        // An empty marker is a first start that was cut short before it had written anything else.
        var text = File.ReadAllText(marker);
        if (text.Length == 0) return;
        var version = JsonDocument.Parse(text).RootElement.GetProperty("version").GetInt32();
        if (version > Version)
            throw new Refusal($"{path} was made by a newer ChatFlow (data version {version}, this one knows {Version}). Update this clone, or give another folder with --data");
    }

    private static FileStream Lock(string path)
    {
        // The pid stands in a file of its own: nobody else can open the locked one, not even to read.
        var pid = System.IO.Path.Combine(path, "lock.pid");
        try
        {
            var held = new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(pid, $"{Environment.ProcessId}\n");
            return held;
        }
        catch (IOException)
        {
            var holder = File.Exists(pid) ? File.ReadAllText(pid).Trim() : "unknown";
            throw new Refusal($"Another ChatFlow (pid {holder}) is using {path}: stop it, or give another folder with --data");
        }
    }

    private void WriteMarker()
    {
        if (new FileInfo(Inside(MarkerName)) is not { Exists: true, Length: > 0 })
            File.WriteAllText(Inside(MarkerName), $$"""{"what":"A local ChatFlow's data: database, mail, logs","version":{{Version}}}""");
    }
}
