using System.Buffers.Binary;
using SkiaSharp;

namespace ChatFlow.Infrastructure.Files.Metadata;

internal static class JpegMetadata
{
    private const int BufferLength = 64 * 1024;
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte Comment = 0xFE;
    private const byte App0 = 0xE0;
    private const byte App2 = 0xE2;
    private const byte App14 = 0xEE;
    private const byte App15 = 0xEF;

    /// <summary>
    /// Segment by segment: of the applications' own ones JFIF, colour profiles and Adobe's colour transform stay, which say how it looks. What
    /// comes after the end, where phones put a film or a second picture with a place of its own, does not come along.
    /// </summary>
    public static async Task CopyWithout(Stream from, Stream to, CancellationToken cancellationToken)
    {
        var turned = Turned(from);
        from.Position = 0;
        // Byte by byte is cheap in a buffer. Not disposed, because that would close the streams of others.
        var (input, output) = (new BufferedStream(from, BufferLength), new BufferedStream(to, BufferLength));
        if (input.ReadByte() != 0xFF || input.ReadByte() != StartOfImage)
            throw Pieces.Damaged();
        output.Write([0xFF, StartOfImage]);
        if (turned != SKEncodedOrigin.TopLeft)
            output.Write(OnlyOrientation((byte)turned));

        for (var marker = Marker(input); marker != EndOfImage; marker = marker == StartOfScan ? Scan(input, output) : Marker(input))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var length = await Pieces.Read(input, 2, cancellationToken);
            var content = await Pieces.Read(input, Math.Max(0, BinaryPrimitives.ReadUInt16BigEndian(length) - 2), cancellationToken);
            if (!IsKept(marker, content))
                continue;
            output.Write([0xFF, marker, .. length]);
            output.Write(content);
        }
        output.Write([0xFF, EndOfImage]);
        await output.FlushAsync(cancellationToken);
    }

    private static SKEncodedOrigin Turned(Stream from)
    {
        from.Position = 0;
        using var codec = SKCodec.Create(new SKManagedStream(from, disposeManagedStream: false));
        return codec?.EncodedOrigin ?? SKEncodedOrigin.TopLeft;
    }

    private static bool IsKept(byte marker, byte[] content) => marker switch
    {
        App0 or App14 => true,
        App2 => content.AsSpan().StartsWith("ICC_PROFILE"u8),
        Comment or (> App0 and <= App15) => false,
        _ => true,
    };

    private static byte Marker(Stream input)
    {
        if (input.ReadByte() != 0xFF)
            throw Pieces.Damaged();
        int marker;
        do
            marker = input.ReadByte();
        while (marker == 0xFF);
        return marker > 0 ? (byte)marker : throw Pieces.Damaged();
    }

    /// <summary>Copies what is encoded.</summary>
    /// <returns>The marker that comes after it.</returns>
    private static byte Scan(Stream input, Stream output)
    {
        while (true)
        {
            var value = input.ReadByte();
            if (value < 0)
                throw Pieces.Damaged();
            if (value != 0xFF)
            {
                output.WriteByte((byte)value);
                continue;
            }
            int marker;
            do
                marker = input.ReadByte();
            while (marker == 0xFF);
            // A byte 0xFF is written as FF 00, and restart markers are part of what is encoded.
            if (marker is not (0 or (>= 0xD0 and <= 0xD7)))
                return marker < 0 ? throw Pieces.Damaged() : (byte)marker;
            output.Write([0xFF, (byte)marker]);
        }
    }

    /// <summary>EXIF with one entry: how the picture is to be turned.</summary>
    private static byte[] OnlyOrientation(byte orientation) =>
    [
        0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8,
        0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0,
        0, 0, 0, 0,
    ];
}
