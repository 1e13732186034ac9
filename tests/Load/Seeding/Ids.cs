namespace ChatFlow.Load.Seeding;

/// <summary>UUIDv7 as everywhere, but the same ones each time.</summary>
internal sealed class Ids(int seed)
{
    private readonly Random random = new(seed);

    public Guid Next(DateTimeOffset at)
    {
        Span<byte> id = stackalloc byte[16];
        random.NextBytes(id);
        var time = at.ToUnixTimeMilliseconds();
        for (var n = 0; n < 6; n++)
            id[n] = (byte)(time >> (40 - 8 * n));
        id[6] = (byte)((id[6] & 0x0F) | 0x70);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
