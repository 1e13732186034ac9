using System.Text;
using ChatFlow.WebApi.Tests.Files;
using CsCheck;
using SkiaSharp;

namespace ChatFlow.WebApi.Tests.Fuzzing;

/// <summary>Uploads: forms that are whole and broken, with pictures that are whole and broken.</summary>
internal static class Forms
{
    private static readonly string[] Pieces = new[]
    {
        Pictures.Gif, Pictures.Of(SKEncodedImageFormat.Png, 5, 4), Pictures.JpegWithPlace(6, 4, 6), Pictures.PngWithPlace(3, 3), Pictures.Of(SKEncodedImageFormat.Webp, 4, 4), Pictures.PngBomb(3000, 3000),
        [0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 0xFF, 0xFF, 0xFF, 0xFF, 0x80, 0, 0], "<svg onload='a'/>"u8.ToArray(), "%PDF-1.4"u8.ToArray(), "PK\u0003\u0004"u8.ToArray(), "hello"u8.ToArray(), [], new byte[3000],
    }.Select(Encoding.Latin1.GetString).ToArray();

    private static readonly Gen<string> Bytes = Gen.Select(Gen.OneOf(Pieces), Damage.Any, (piece, damage) => Encoding.Latin1.GetString(damage.Do(Encoding.Latin1.GetBytes(piece))));

    private static readonly Gen<string> Filename = Gen.OneOf(
        "filename=\"a.gif\"", "filename=a.png", "filename*=UTF-8''%e2%82%ac.txt", "filename*=UTF-8''%00%ff", "filename=\"\"", "", "filename=\"../../etc/passwd\"", "filename=\"C:\\\\a\\\\b.txt\"", "filename=\"a\u0000b\"",
        "filename=\"con\"", "filename=\".\"", "filename=\"a\r\nX: y\"", $"filename=\"{new string('x', 400)}.gif\"", "filename=\"\u00e2\u0080\u00aegpj.exe\"", "filename=\"=?utf-8?B?AAA=?=\"", "filename=\"a", $"filename=\"{Texts.Canary}.txt\"");

    private static readonly Gen<string> File = Gen.Select(Filename, Gen.OneOf("image/png", "text/html", "", "a", "image/gif\r\nContent-Length: 5"), Bytes,
        (name, type, bytes) => $"Content-Disposition: form-data; name=\"file\"; {name}\r\nContent-Type: {type}\r\n\r\n{bytes}");

    private static readonly Gen<string> Field = Gen.Select(
        Gen.OneOf("channel_id", "channel_id", "channel_id", "strip_metadata", "unknown", "", "file"),
        Gen.Frequency((6, Texts.Id), (2, Gen.OneOf("true", "false", "")), (1, Texts.Any.Select(text => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text))))),
        (name, value) => $"Content-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}");

    private static readonly Gen<string> Odd = Gen.OneOf("", "\r\n", "Content-Disposition\r\n\r\n", "Content-Disposition: form-data\r\n\r\nx", new string('A', 20_000), "X: y\r\n\r\n" + "--b\r\n", ": \r\n\r\n", "Content-Disposition: form-data; name=\"file\"");

    /// <summary>The part that nothing is wrong with.</summary>
    public static string Picture { get; } =
        $"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.gif\"\r\nContent-Type: image/gif\r\n\r\n{Encoding.Latin1.GetString(Pictures.Gif)}\r\n";

    public static Gen<(string, Content)> Any { get; } = Gen.Select(
        Gen.Select(Field.Array[0, 2], File.Array[0, 1], Gen.Frequency((9, Gen.Const<string[]>([])), (1, Odd.Array[1, 2])), (fields, files, odd) => (string[])[.. fields, .. files, .. odd]),
        Gen.Bool,
        Gen.Frequency((30, "--b--\r\n"), (1, ""), (1, "--b"), (1, "--b--garbage")),
        Gen.Frequency((30, "multipart/form-data; boundary=b"), (1, "multipart/form-data; boundary=\"b\""), (1, "multipart/form-data"), (1, "multipart/form-data; boundary="), (1, "multipart/form-data; boundary=c"),
            (1, "multipart/mixed; boundary=b"), (1, "application/json"), (1, $"multipart/form-data; boundary={new string('b', 200)}"), (1, "multipart/form-data; boundary=b; boundary=c"), (1, "multipart/form-data; boundary=\u00FF")),
        Damage.Any,
        (parts, isReversed, end, type, damage) =>
            (type, new Content(string.Concat((isReversed ? parts.Reverse() : parts).Select(part => $"--b\r\n{part}\r\n")) + end, damage, IsLatin: true)));
}
