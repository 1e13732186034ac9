using System.ComponentModel.DataAnnotations;
using ChatFlow.Infrastructure.Settings;

namespace ChatFlow.Infrastructure.Files;

/// <summary>Options of the section <c>Files</c> (docs/files.md).</summary>
[Section("Files")]
public sealed class FilesOptions
{
    /// <summary>Folder that the files are kept in, while no bucket is set. It has to be the same for all nodes of a cluster.</summary>
    public string Directory { get; set; } = "files";

    /// <summary>What all files of a workspace may have together, in MiB; 0 is without limit.</summary>
    [Range(0, 1024L * 1024 * 1024)]
    public long WorkspaceQuotaMegabytes { get; set; } = 10 * 1024;

    public S3Options S3 { get; set; } = new();

    public ClamdOptions Clamd { get; set; } = new();
}

/// <summary>Options of the section <c>Files:S3</c>: with a bucket the files are kept there instead of in a folder.</summary>
public sealed class S3Options
{
    /// <summary>Name of the bucket; not set, the files are in the folder.</summary>
    public string? Bucket { get; set; }

    /// <summary>Of Amazon's, such as eu-central-1; of others, whatever they are set up with.</summary>
    public string? Region { get; set; }

    /// <summary>Address of a server that is not Amazon's, such as https://s3.example.org.</summary>
    public string? Endpoint { get; set; }

    /// <summary>True puts the bucket into the path instead of the host's name, which most servers that are not Amazon's need.</summary>
    public bool PathStyle { get; set; }

    /// <summary>Not set, what the machine has is taken: its role, or the environment.</summary>
    public string? AccessKey { get; set; }

    /// <summary>Of that access key.</summary>
    [Secret]
    public string? SecretKey { get; set; }

    internal bool IsUsed => !string.IsNullOrWhiteSpace(Bucket);
}

/// <summary>Options of the section <c>Files:Clamd</c>: with a host every upload is scanned by the clamd there.</summary>
public sealed class ClamdOptions
{
    /// <summary>Name or address of a clamd. Set its StreamMaxLength to 50M: its own default is less.</summary>
    public string? Host { get; set; }

    /// <summary>Of the clamd there.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 3310;

    /// <summary>Seconds for one file.</summary>
    [Range(1, 600)]
    public int TimeoutSeconds { get; set; } = 60;

    internal bool IsUsed => !string.IsNullOrWhiteSpace(Host);
}
