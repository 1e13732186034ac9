using ChatFlow.Domain;
using ChatFlow.Domain.Files;

namespace ChatFlow.Application.Files;

/// <summary>What is known of files. Their bytes are the <see cref="IContentStore"/>'s.</summary>
public interface IFileStore
{
    /// <summary>Before the bytes are stored, so that none lie about unknown. Not sent or made an avatar in time, it is swept.</summary>
    /// <param name="workspaceId">Whose quota it counts in; null for one's own files.</param>
    /// <exception cref="UnprocessableException">The workspace's quota is used up.</exception>
    Task Add(StoredFile file, Guid? workspaceId, CancellationToken cancellationToken);

    /// <summary>Its bytes could not be stored: swept as soon as may be.</summary>
    Task Abandon(Guid fileId);

    /// <summary>
    /// A file that the viewer may load, asked of the database each time: in a message of a channel that they may read, their own and not sent
    /// yet, or the avatar of somebody who shares a workspace with them.
    /// </summary>
    /// <exception cref="NotFoundException">No such file, or none that they may know of.</exception>
    Task<StoredFile> Get(Guid fileId, Guid viewerId, CancellationToken cancellationToken);
}
