namespace ChatFlow.Application.Files;

/// <param name="Type">A media type; application/octet-stream for what is unknown.</param>
/// <param name="Width">Pixels, upright; null for what is no picture, or a larger one than anybody should decode.</param>
public sealed record Inspected(string Type, int? Width, int? Height);

/// <summary>Looks at what a file is, whatever it is called.</summary>
public interface IFileInspector
{
    /// <summary>Reads beginnings and headers only; nothing is decoded.</summary>
    Task<Inspected> Inspect(Stream content, CancellationToken cancellationToken);

    /// <summary>
    /// The same picture, pixel by pixel, without what says where, when and with what it was taken (EXIF, XMP, IPTC, texts); how it is turned is
    /// kept. Of JPEG, PNG and WebP; null for all else.
    /// </summary>
    /// <returns>A stream of its own at its beginning, to be disposed.</returns>
    Task<Stream?> WithoutMetadata(Stream content, string type, CancellationToken cancellationToken);
}
