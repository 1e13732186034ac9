using ChatFlow.Domain;

namespace ChatFlow.Application.Files;

public enum Rendition
{
    /// <summary>As it was uploaded.</summary>
    Original,

    /// <summary>A small WebP of it.</summary>
    Thumbnail,
}

/// <summary>The bytes of files, by the file's id and nothing else: no name that anybody gave comes in here.</summary>
/// <remarks>All throw <see cref="UnavailableException"/> when the store does not answer.</remarks>
public interface IContentStore
{
    /// <summary>Returns when it is safe against a crash. What was cut off may leave a part behind, which <see cref="Delete"/> removes.</summary>
    /// <param name="content">Seekable; read from its present position to its end.</param>
    Task Put(Guid fileId, Rendition rendition, Stream content, CancellationToken cancellationToken);

    /// <returns>A seekable stream; null when there is none.</returns>
    Task<Stream?> Open(Guid fileId, Rendition rendition, CancellationToken cancellationToken);

    /// <summary>All renditions; what is not there is no error.</summary>
    Task Delete(Guid fileId, CancellationToken cancellationToken);
}
