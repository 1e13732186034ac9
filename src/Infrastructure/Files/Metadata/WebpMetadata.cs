using System.Buffers.Binary;
using System.Text;

namespace ChatFlow.Infrastructure.Files.Metadata;

internal static class WebpMetadata
{
    private const byte HasExif = 0x08;
    private const byte HasXmp = 0x04;

    /// <summary>Chunk by chunk; the header is written last, when the length is known.</summary>
    public static async Task CopyWithout(Stream from, Stream to, CancellationToken cancellationToken)
    {
        var riff = await Pieces.Read(from, 12, cancellationToken);
        var end = Math.Min(from.Length, BinaryPrimitives.ReadUInt32LittleEndian(riff.AsSpan(4)) + 8L);
        await to.WriteAsync(riff, cancellationToken);
        while (from.Position < end)
        {
            var head = await Pieces.Read(from, 8, cancellationToken);
            var length = (long)BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4));
            // Chunks begin at even places.
            length += length & 1;
            switch (Encoding.ASCII.GetString(head, 0, 4))
            {
                case "EXIF" or "XMP ":
                    Pieces.Skip(from, length);
                    break;
                case "VP8X" when length >= 10:
                    await to.WriteAsync(head, cancellationToken);
                    var flags = await Pieces.Read(from, 1, cancellationToken);
                    flags[0] &= unchecked((byte)~(HasExif | HasXmp));
                    await to.WriteAsync(flags, cancellationToken);
                    await Pieces.Copy(from, to, length - 1, cancellationToken);
                    break;
                default:
                    await to.WriteAsync(head, cancellationToken);
                    await Pieces.Copy(from, to, length, cancellationToken);
                    break;
            }
        }
        BinaryPrimitives.WriteUInt32LittleEndian(riff.AsSpan(4), (uint)(to.Length - 8));
        to.Position = 0;
        await to.WriteAsync(riff, cancellationToken);
    }
}
