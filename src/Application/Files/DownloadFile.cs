using ChatFlow.Application.Pipeline;
using ChatFlow.Domain;
using ChatFlow.Domain.Files;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Files;

/// <summary>A file's own bytes. Whether the caller may have them is asked with the file itself, as with a colleague's profile.</summary>
public sealed record DownloadFile(Guid FileId) : IRequest<FileContent>, IRestricted
{
    public static Permission Permission => Permission.SignedIn;
}

/// <param name="Content">Seekable; whoever is given it disposes it.</param>
public sealed record FileContent(StoredFile File, Rendition Rendition, Stream Content);

internal sealed class DownloadFileHandler(IFileStore files, IContentStore contents, ICaller caller) : IRequestHandler<DownloadFile, FileContent>
{
    public async Task<FileContent> Handle(DownloadFile request, CancellationToken cancellationToken)
    {
        var file = await files.Get(request.FileId, caller.UserId, cancellationToken);
        var content = await contents.Open(file.Id, Rendition.Original, cancellationToken) ?? throw new NotFoundException("The file");
        return new FileContent(file, Rendition.Original, content);
    }
}
