using ChatFlow.Domain;

namespace ChatFlow.Infrastructure.Files.Metadata;

/// <summary>Parts of files that say how long each of their parts is. One that says more than there is cannot be stripped, and is refused.</summary>
internal static class Pieces
{
    public static UnprocessableException Damaged() => new("The picture is damaged: its metadata cannot be removed.");

    public static async Task<byte[]> Read(Stream from, int length, CancellationToken cancellationToken)
    {
        var piece = new byte[length];
        if (await from.ReadAtLeastAsync(piece, length, throwOnEndOfStream: false, cancellationToken) < length)
            throw Damaged();
        return piece;
    }

    public static async Task Copy(Stream from, Stream to, long length, CancellationToken cancellationToken)
    {
        var buffer = new byte[Math.Min(length, 80 * 1024)];
        while (length > 0)
        {
            var read = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(length, buffer.Length)), cancellationToken);
            if (read == 0)
                throw Damaged();
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            length -= read;
        }
    }

    public static void Skip(Stream from, long length)
    {
        if (length > from.Length - from.Position)
            throw Damaged();
        from.Position += length;
    }
}
