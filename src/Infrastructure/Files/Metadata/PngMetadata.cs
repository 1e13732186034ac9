using System.Buffers.Binary;

namespace ChatFlow.Infrastructure.Files.Metadata;

internal static class PngMetadata
{
    private const int SignatureLength = 8;

    // Of four letters the first says whether a picture needs it; these are not needed, and say something of where it comes from.
    private static readonly string[] Dropped = ["eXIf", "tEXt", "zTXt", "iTXt", "tIME"];

    /// <summary>Chunk by chunk; what comes after the end is no part of the picture, and does not come along.</summary>
    public static async Task CopyWithout(Stream from, Stream to, CancellationToken cancellationToken)
    {
        await Pieces.Copy(from, to, SignatureLength, cancellationToken);
        while (true)
        {
            // Length of the content, type; the content; a checksum.
            var head = await Pieces.Read(from, 8, cancellationToken);
            var rest = (long)BinaryPrimitives.ReadUInt32BigEndian(head) + 4;
            var type = System.Text.Encoding.ASCII.GetString(head, 4, 4);
            if (Dropped.Contains(type))
            {
                Pieces.Skip(from, rest);
                continue;
            }
            await to.WriteAsync(head, cancellationToken);
            await Pieces.Copy(from, to, rest, cancellationToken);
            if (type == "IEND")
                return;
        }
    }
}
