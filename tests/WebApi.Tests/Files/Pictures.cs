using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using SkiaSharp;

namespace ChatFlow.WebApi.Tests.Files;

/// <summary>Real pictures, with what cameras and attackers put into them.</summary>
internal static class Pictures
{
    /// <summary>In the metadata of each picture that has some, and nowhere else.</summary>
    public const string Camera = "SECRET-CAMERA-7";

    /// <summary>One transparent pixel.</summary>
    public static readonly byte[] Gif = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    /// <summary>Red on the left, blue on the right.</summary>
    public static byte[] Of(SKEncodedImageFormat format, int width, int height)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width, height));
        surface.Canvas.Clear(SKColors.Red);
        surface.Canvas.DrawRect(width / 2, 0, width - (width / 2), height, new SKPaint { Color = SKColors.Blue });
        using var image = surface.Snapshot();
        using var encoded = image.Encode(format, 90);
        return encoded.ToArray();
    }

    /// <summary>With camera, place and, as 6, the word that it lies on its side.</summary>
    public static byte[] JpegWithPlace(int width, int height, byte orientation = 1)
    {
        var jpeg = Of(SKEncodedImageFormat.Jpeg, width, height);
        var exif = Exif(orientation);
        var comment = Encoding.ASCII.GetBytes(Camera);
        return
        [
            0xFF, 0xD8, 0xFF, 0xE1, .. UInt16(exif.Length + 2), .. exif, 0xFF, 0xFE, .. UInt16(comment.Length + 2), .. comment, .. jpeg[2..],
            // A second picture after the first, as phones have it.
            .. comment,
        ];
    }

    public static byte[] PngWithPlace(int width, int height)
    {
        var png = Of(SKEncodedImageFormat.Png, width, height);
        // After the signature and the header.
        return [.. png[..33], .. Chunk("tEXt", Encoding.ASCII.GetBytes($"Comment\0{Camera}")), .. Chunk("eXIf", Exif(1)[6..]), .. png[33..]];
    }

    public static byte[] WebpWithPlace(int width, int height)
    {
        var picture = Of(SKEncodedImageFormat.Webp, width, height)[12..];
        if (Encoding.ASCII.GetString(picture, 0, 4) == "VP8X")
            throw new InvalidOperationException("The encoder has begun to write an extended header: this test needs to change it then.");
        byte[] extended = [0x08, 0, 0, 0, (byte)(width - 1), (byte)((width - 1) >> 8), 0, (byte)(height - 1), (byte)((height - 1) >> 8), 0];
        byte[] body = [.. "WEBP"u8, .. Riff("VP8X", extended), .. picture, .. Riff("EXIF", Exif(1)[6..])];
        return Riff("RIFF", body);
    }

    /// <summary>A few kilobytes that say, truthfully, that they are a picture of this size.</summary>
    public static byte[] PngBomb(int width, int height)
    {
        byte[] header = [.. UInt32(width), .. UInt32(height), 1, 0, 0, 0, 0];
        using var deflated = new MemoryStream();
        using (var zip = new ZLibStream(deflated, CompressionLevel.Optimal, leaveOpen: true))
        {
            var row = new byte[1 + ((width + 7) / 8)];
            for (var y = 0; y < height; y++)
                zip.Write(row);
        }
        return [0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR", header), .. Chunk("IDAT", deflated.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Exif(byte orientation)
    {
        var camera = Encoding.ASCII.GetBytes(Camera + "\0");
        const int Gps = 8 + 2 + (3 * 12) + 4;
        const int Texts = Gps + 2 + (2 * 12) + 4;
        return
        [
            .. "Exif\0\0"u8, .. "MM\0*"u8, .. UInt32(8),
            .. UInt16(3),
            .. UInt16(0x010F), .. UInt16(2), .. UInt32(camera.Length), .. UInt32(Texts + 24),
            .. UInt16(0x0112), .. UInt16(3), .. UInt32(1), 0, orientation, 0, 0,
            .. UInt16(0x8825), .. UInt16(4), .. UInt32(1), .. UInt32(Gps),
            .. UInt32(0),
            .. UInt16(2),
            .. UInt16(1), .. UInt16(2), .. UInt32(2), (byte)'N', 0, 0, 0,
            .. UInt16(2), .. UInt16(5), .. UInt32(3), .. UInt32(Texts),
            .. UInt32(0),
            .. UInt32(41), .. UInt32(1), .. UInt32(53), .. UInt32(1), .. UInt32(25), .. UInt32(1),
            .. camera,
        ];
    }

    private static byte[] Chunk(string type, byte[] content)
    {
        byte[] checkedPart = [.. Encoding.ASCII.GetBytes(type), .. content];
        return [.. UInt32(content.Length), .. checkedPart, .. Crc32.Hash(checkedPart).Reverse()];
    }

    private static byte[] Riff(string type, byte[] content)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, content.Length);
        return [.. Encoding.ASCII.GetBytes(type), .. length, .. content, .. new byte[content.Length & 1]];
    }

    private static byte[] UInt16(int value) => [(byte)(value >> 8), (byte)value];

    private static byte[] UInt32(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
