using ChatFlow.Application.Pipeline;
using ChatFlow.Domain;
using ChatFlow.Domain.Files;

namespace ChatFlow.Application.Files;

/// <summary>A file as it came.</summary>
/// <param name="Filename">As the sender calls it.</param>
/// <param name="Content">Seekable, the whole of it, at most <see cref="StoredFile.MaxSize"/> bytes; null when none came.</param>
/// <param name="StripMetadata">Where and when it was taken is not to be kept with a picture.</param>
public sealed record Upload(string? Filename, Stream? Content, bool StripMetadata);

/// <summary>What every uploaded file goes through, in this order: looked at, stripped, scanned, noted, stored.</summary>
internal sealed class FileIntake(
    IFileInspector inspector, IVirusScanner scanner, IFileStore files, IContentStore contents, IThumbnails thumbnails, ICaller caller, TimeProvider clock)
{
    /// <param name="demand">What else the file has to be.</param>
    public async Task<FileDto> TakeIn(
        Upload upload, Guid? channelId, Guid? workspaceId, Action<Inspected> demand, CancellationToken cancellationToken)
    {
        var found = await inspector.Inspect(upload.Content!, cancellationToken);
        demand(found);
        await using var stripped = upload.StripMetadata ? await inspector.WithoutMetadata(upload.Content!, found.Type, cancellationToken) : null;
        var content = stripped ?? upload.Content!;

        content.Position = 0;
        await scanner.DemandClean(content, cancellationToken);

        var file = new StoredFile(
            clock.NewId(), channelId, MessageId: null, Filename.Tame(upload.Filename), content.Length, found.Type, found.Width, found.Height,
            HasThumbnail: found.Width is not null, caller.UserId, clock.Now());
        await files.Add(file, workspaceId, cancellationToken);
        try
        {
            content.Position = 0;
            await contents.Put(file.Id, Rendition.Original, content, cancellationToken);
        }
        catch
        {
            await files.Abandon(file.Id);
            throw;
        }
        if (file.HasThumbnail)
            thumbnails.Begin(file.Id);
        return FileDto.Of(file);
    }
}
