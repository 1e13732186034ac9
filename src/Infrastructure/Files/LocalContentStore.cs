using ChatFlow.Application.Files;
using Microsoft.Extensions.Options;

namespace ChatFlow.Infrastructure.Files;

/// <summary>A folder of this machine, or one that all nodes have mounted.</summary>
internal sealed class LocalContentStore(IOptions<FilesOptions> options) : IContentStore
{
    private const string Part = ".part";

    private readonly string root = Path.GetFullPath(options.Value.Directory);

    public async Task Put(Guid fileId, Rendition rendition, Stream content, CancellationToken cancellationToken)
    {
        var path = PathOf(fileId, rendition);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using (var file = new FileStream(path + Part, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.Asynchronous))
        {
            await content.CopyToAsync(file, cancellationToken);
            file.Flush(flushToDisk: true);
        }
        // Nobody opens half of it.
        File.Move(path + Part, path, overwrite: true);
    }

    public Task<Stream?> Open(Guid fileId, Rendition rendition, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(
                PathOf(fileId, rendition), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1, FileOptions.Asynchronous));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task Delete(Guid fileId, CancellationToken cancellationToken)
    {
        foreach (var path in Enum.GetValues<Rendition>().Select(rendition => PathOf(fileId, rendition)))
        {
            if (!Directory.Exists(Path.GetDirectoryName(path)))
                continue;
            File.Delete(path);
            File.Delete(path + Part);
        }
        return Task.CompletedTask;
    }

    /// <summary>Spread over 256 folders by the id's end, which is random; its beginning is the time.</summary>
    private string PathOf(Guid fileId, Rendition rendition)
    {
        var id = fileId.ToString("N");
        return Path.Combine(root, id[^2..], rendition == Rendition.Original ? id : $"{id}.thumbnail");
    }
}
