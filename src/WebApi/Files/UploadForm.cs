using System.Text;
using ChatFlow.Application.Files;
using ChatFlow.Domain;
using ChatFlow.Domain.Files;
using ChatFlow.Infrastructure.Files;
using ChatFlow.WebApi.Wire;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ChatFlow.WebApi.Files;

/// <summary>
/// A form of several parts, read as it comes: the file goes to the disk piece by piece, so that memory does not grow with it. Fields may come
/// in any order; unknown ones are passed over.
/// </summary>
/// <param name="ChannelId">Null for a file of one's own.</param>
internal sealed record UploadForm(Guid? ChannelId, Upload File)
{
    /// <summary>Bytes of the whole form: the file, and room for its fields.</summary>
    public const long MaxBody = StoredFile.MaxSize + (64 * 1024);

    private const int MaxField = 1024;

    /// <summary>As the API's description has it.</summary>
    /// <param name="ChannelId">Where it is to be sent; without it, it is for your avatar.</param>
    /// <param name="StripMetadata">true removes EXIF and the like from a JPEG, PNG or WebP.</param>
    internal sealed record Fields(IFormFile File, Guid? ChannelId, bool? StripMetadata);

    /// <exception cref="BadHttpRequestException">413: the file is too large. 415: the body is no such form. 400: it is malformed, or ends too early.</exception>
    public static async Task<T> Read<T>(HttpRequest request, Func<UploadForm, Task<T>> use, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            throw new BadHttpRequestException("The body must be multipart/form-data.", StatusCodes.Status415UnsupportedMediaType);
        if (HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 100 } boundary)
            throw Malformed();

        await using var content = Spool.New();
        return await use(await Read(new MultipartReader(boundary, request.Body), content, cancellationToken));
    }

    private static async Task<UploadForm> Read(MultipartReader reader, Stream content, CancellationToken cancellationToken)
    {
        Guid? channelId = null;
        var (hasFile, filename, strip) = (false, (string?)null, false);
        try
        {
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var part))
                    continue;
                switch (HeaderUtilities.RemoveQuotes(part.Name).Value)
                {
                    case "file" when !hasFile:
                        (hasFile, filename) = (true, HeaderUtilities.RemoveQuotes(part.FileNameStar.HasValue ? part.FileNameStar : part.FileName).Value);
                        await Copy(section.Body, content, cancellationToken);
                        break;
                    case "channel_id":
                        channelId = await Text(section, cancellationToken) is { Length: > 0 } id && Id.TryParse(id, out var given) ? given : channelId;
                        break;
                    case "strip_metadata":
                        strip = await Text(section, cancellationToken) == "true";
                        break;
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException && !Spool.IsFull(e))
        {
            throw Malformed();
        }
        content.Position = 0;
        return new UploadForm(channelId, new Upload(filename, hasFile ? content : null, strip));
    }

    private static async Task Copy(Stream from, Stream to, CancellationToken cancellationToken)
    {
        var buffer = new byte[80 * 1024];
        for (int read; (read = await from.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (to.Length + read > StoredFile.MaxSize)
                throw new BadHttpRequestException("The file is too large.", StatusCodes.Status413PayloadTooLarge);
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    private static async Task<string> Text(MultipartSection section, CancellationToken cancellationToken)
    {
        var bytes = new byte[MaxField];
        var length = await section.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return length < bytes.Length ? Encoding.UTF8.GetString(bytes, 0, length).Trim() : throw new InvalidRequestException("body", "max_length", "A field is too long.");
    }

    private static BadHttpRequestException Malformed() => new("The form is malformed, or ends too early.", StatusCodes.Status400BadRequest);
}
