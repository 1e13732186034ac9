namespace ChatFlow.Infrastructure.Files;

/// <summary>Options of the section <c>Files</c> (docs/files.md).</summary>
public sealed class FilesOptions
{
    /// <summary>Folder that the files are kept in, while no bucket is set. It has to be the same for all nodes of a cluster.</summary>
    public string Directory { get; set; } = "files";

    /// <summary>What all files of a workspace may have together, in MiB; 0 is without limit.</summary>
    public long WorkspaceQuotaMegabytes { get; set; } = 10 * 1024;

    public S3Options S3 { get; set; } = new();

    public ClamdOptions Clamd { get; set; } = new();
}

/// <summary>Options of the section <c>Files:S3</c>: with a bucket the files are kept there instead of in a folder.</summary>
public sealed class S3Options
{
    public string? Bucket { get; set; }

    /// <summary>Of Amazon's, such as eu-central-1; of others, whatever they are set up with.</summary>
    public string? Region { get; set; }

    /// <summary>Address of a server that is not Amazon's, such as https://s3.example.org.</summary>
    public string? Endpoint { get; set; }

    /// <summary>True puts the bucket into the path instead of the host's name, which most servers that are not Amazon's need.</summary>
    public bool PathStyle { get; set; }

    /// <summary>Null takes what the machine has: its role, or the environment.</summary>
    public string? AccessKey { get; set; }
    public string? SecretKey { get; set; }

    internal bool IsUsed => !string.IsNullOrWhiteSpace(Bucket);
}

/// <summary>Options of the section <c>Files:Clamd</c>: with a host every upload is scanned by the clamd there.</summary>
public sealed class ClamdOptions
{
    public string? Host { get; set; }
    public int Port { get; set; } = 3310;

    /// <summary>For one file.</summary>
    public int TimeoutSeconds { get; set; } = 60;

    internal bool IsUsed => !string.IsNullOrWhiteSpace(Host);
}
