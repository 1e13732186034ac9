using ChatFlow.Domain;

namespace ChatFlow.Application.Files;

/// <summary>Small pictures of pictures, made one after the other beside the requests.</summary>
public interface IThumbnails
{
    /// <summary>Returns at once. One that is not made before the server stops is made after its next start, or when it is asked for.</summary>
    void Begin(Guid fileId);

    /// <summary>Waits for it.</summary>
    /// <returns>Null when the picture cannot be decoded, or is gone.</returns>
    /// <exception cref="UnavailableException">The store does not answer.</exception>
    Task<Stream?> Get(Guid fileId, CancellationToken cancellationToken);
}
