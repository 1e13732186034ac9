using ChatFlow.Application.Pipeline;
using ChatFlow.Domain;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Files;

/// <summary>A small WebP of a picture; waits until it is made. May be had by whoever may have the file.</summary>
public sealed record DownloadThumbnail(Guid FileId) : IRequest<FileContent>, IRestricted
{
    public static Permission Permission => Permission.SignedIn;
}

internal sealed class DownloadThumbnailHandler(IFileStore files, IThumbnails thumbnails, ICaller caller) : IRequestHandler<DownloadThumbnail, FileContent>
{
    public async Task<FileContent> Handle(DownloadThumbnail request, CancellationToken cancellationToken)
    {
        var file = await files.Get(request.FileId, caller.UserId, cancellationToken);
        var content = file.HasThumbnail ? await thumbnails.Get(file.Id, cancellationToken) : null;
        return new FileContent(file, Rendition.Thumbnail, content ?? throw new NotFoundException("The thumbnail"));
    }
}
