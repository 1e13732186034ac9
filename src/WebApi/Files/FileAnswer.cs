using ChatFlow.Application.Files;
using Microsoft.Net.Http.Headers;

namespace ChatFlow.WebApi.Files;

/// <summary>A file as the body of an answer, without the envelope. Honours Range, If-None-Match and If-Range.</summary>
internal static class FileAnswer
{
    /// <summary>
    /// Pictures are shown; all else is to be saved, and called by a type that no browser runs: a client that makes an address of the bytes (blob:)
    /// gives them our origin, and the header that forbids scripts does not come along.
    /// </summary>
    public static async Task<IResult> Sent(this Task<FileContent> finding, HttpContext http)
    {
        var (file, rendition, content) = await finding;
        var isThumbnail = rendition == Rendition.Thumbnail;
        var isShown = isThumbnail || file.IsPicture;
        var type = isThumbnail ? "image/webp" : isShown || IsPlayed(file.Type) ? file.Type : "application/octet-stream";

        var disposition = new ContentDispositionHeaderValue(isShown ? "inline" : "attachment");
        disposition.SetHttpFileName(isThumbnail ? Path.ChangeExtension(file.Filename, ".webp") : file.Filename);
        http.Response.Headers.ContentDisposition = disposition.ToString();
        // Kept by the browser, and asked for each time: whoever has left must not go on seeing it.
        http.Response.Headers.CacheControl = "private, no-cache";
        var tag = new EntityTagHeaderValue(isThumbnail ? $"\"{file.Id:N}-thumbnail\"" : $"\"{file.Id:N}\"");
        return Results.Stream(content, type, lastModified: file.UploadedAt, entityTag: tag, enableRangeProcessing: true);
    }

    private static bool IsPlayed(string type) => type.StartsWith("audio/", StringComparison.Ordinal) || type.StartsWith("video/", StringComparison.Ordinal);
}
