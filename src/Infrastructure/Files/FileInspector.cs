using ChatFlow.Application.Files;
using ChatFlow.Infrastructure.Files.Metadata;

namespace ChatFlow.Infrastructure.Files;

internal sealed class FileInspector : IFileInspector, IDisposable
{
    // Of WebP the decoder reads the whole file to see its header: not of all uploads at once.
    private readonly SemaphoreSlim turn = new(2);

    public void Dispose() => turn.Dispose();

    public async Task<Inspected> Inspect(Stream content, CancellationToken cancellationToken)
    {
        var head = new byte[ContentTypes.HeadLength];
        content.Position = 0;
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        var type = ContentTypes.Of(head.AsSpan(0, length));
        if (type is not (ContentTypes.Jpeg or ContentTypes.Png or ContentTypes.Gif or ContentTypes.Webp))
            return new Inspected(type, null, null);

        await turn.WaitAsync(cancellationToken);
        try
        {
            content.Position = 0;
            var size = await Task.Run(() => Pictures.Size(content), cancellationToken);
            return new Inspected(type, size?.Width, size?.Height);
        }
        finally
        {
            turn.Release();
        }
    }

    public async Task<Stream?> WithoutMetadata(Stream content, string type, CancellationToken cancellationToken)
    {
        Func<Stream, Stream, CancellationToken, Task>? copy = type switch
        {
            ContentTypes.Jpeg => JpegMetadata.CopyWithout,
            ContentTypes.Png => PngMetadata.CopyWithout,
            ContentTypes.Webp => WebpMetadata.CopyWithout,
            _ => null,
        };
        if (copy is null)
            return null;
        var stripped = Spool.New();
        try
        {
            content.Position = 0;
            await copy(content, stripped, cancellationToken);
            stripped.Position = 0;
            return stripped;
        }
        catch
        {
            await stripped.DisposeAsync();
            throw;
        }
    }
}
