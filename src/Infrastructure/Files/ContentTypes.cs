using System.Text;

namespace ChatFlow.Infrastructure.Files;

/// <summary>
/// What a file is by how it begins. A table of our own: the libraries for this are either not kept up or know hundreds of types that nobody
/// here treats differently. A wrong guess is harmless, because only pictures that were decoded are ever shown (docs/files.md).
/// </summary>
internal static class ContentTypes
{
    public const string Jpeg = "image/jpeg";
    public const string Png = "image/png";
    public const string Gif = "image/gif";
    public const string Webp = "image/webp";
    public const string Unknown = "application/octet-stream";

    /// <summary>Bytes from the beginning that are looked at.</summary>
    public const int HeadLength = 4096;

    private static readonly (int At, byte[] Bytes, string Type)[] Signatures =
    [
        (0, [0xFF, 0xD8, 0xFF], Jpeg),
        (0, [0x89, .. "PNG\r\n\u001a\n"u8], Png),
        (0, [.. "GIF87a"u8], Gif),
        (0, [.. "GIF89a"u8], Gif),
        (8, [.. "WEBP"u8], Webp),
        (8, [.. "WAVE"u8], "audio/wav"),
        (8, [.. "AVI "u8], "video/x-msvideo"),
        (4, [.. "ftypavif"u8], "image/avif"),
        (4, [.. "ftypheic"u8], "image/heic"),
        (4, [.. "ftypmif1"u8], "image/heif"),
        (4, [.. "ftypM4A "u8], "audio/mp4"),
        (4, [.. "ftypqt  "u8], "video/quicktime"),
        (4, [.. "ftyp"u8], "video/mp4"),
        (0, [0x1A, 0x45, 0xDF, 0xA3], "video/webm"),
        (0, [.. "OggS"u8], "audio/ogg"),
        (0, [.. "fLaC"u8], "audio/flac"),
        (0, [.. "ID3"u8], "audio/mpeg"),
        (0, [0xFF, 0xFB], "audio/mpeg"),
        (0, [.. "II*\0"u8], "image/tiff"),
        (0, [.. "MM\0*"u8], "image/tiff"),
        (0, [.. "%PDF-"u8], "application/pdf"),
        (0, [.. "PK\u0003\u0004"u8], "application/zip"),
        (0, [0x1F, 0x8B], "application/gzip"),
        (0, [.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C], "application/x-7z-compressed"),
        (0, [.. "Rar!"u8, 0x1A, 0x07], "application/vnd.rar"),
        (0, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "application/x-ole-storage"),
    ];

    // By the name of a part that only they have.
    private static readonly (byte[] Part, string Type)[] InZip =
    [
        ([.. "word/"u8], "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ([.. "xl/"u8], "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ([.. "ppt/"u8], "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        ([.. "mimetypeapplication/vnd.oasis.opendocument.text"u8], "application/vnd.oasis.opendocument.text"),
        ([.. "mimetypeapplication/vnd.oasis.opendocument.spreadsheet"u8], "application/vnd.oasis.opendocument.spreadsheet"),
        ([.. "mimetypeapplication/vnd.oasis.opendocument.presentation"u8], "application/vnd.oasis.opendocument.presentation"),
    ];

    private static readonly string[] HtmlBegins = ["<!doctype html", "<html", "<head", "<body", "<script"];

    /// <param name="head">The first <see cref="HeadLength"/> bytes, or all there are.</param>
    public static string Of(ReadOnlySpan<byte> head)
    {
        foreach (var (at, bytes, type) in Signatures)
        {
            if (head.Length >= at + bytes.Length && head.Slice(at, bytes.Length).SequenceEqual(bytes))
                return type == "application/zip" ? OfZip(head) : type;
        }
        return Text(head) is { } text ? OfText(text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n')) : Unknown;
    }

    private static string OfZip(ReadOnlySpan<byte> head)
    {
        foreach (var (part, type) in InZip)
        {
            if (head.IndexOf(part) >= 0)
                return type;
        }
        return "application/zip";
    }

    private static string OfText(string text)
    {
        if (HtmlBegins.Any(begin => text.StartsWith(begin, StringComparison.OrdinalIgnoreCase)))
            return "text/html";
        if (!text.StartsWith('<'))
            return "text/plain";
        return text.Contains("<svg", StringComparison.OrdinalIgnoreCase) ? "image/svg+xml"
            : text.StartsWith("<?xml", StringComparison.Ordinal) ? "application/xml" : "text/plain";
    }

    /// <summary>Null for what is no UTF-8, or has control characters that no text has.</summary>
    private static string? Text(ReadOnlySpan<byte> head)
    {
        // A character may be cut in two where the head ends.
        var whole = head.Length < HeadLength ? head.Length : head.LastIndexOfAnyInRange((byte)0, (byte)0x7F) + 1;
        if (!System.Text.Unicode.Utf8.IsValid(head[..whole]))
            return null;
        var text = Encoding.UTF8.GetString(head[..whole]);
        return text.Any(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r' or '\f' or '\u001b')) ? null : text;
    }
}
