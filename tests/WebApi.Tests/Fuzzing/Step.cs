using System.Text;
using CsCheck;

namespace ChatFlow.WebApi.Tests.Fuzzing;

/// <summary>One thing that somebody does to the server: a case. Its {names} are filled in when the world is there.</summary>
/// <param name="Call">Which operation, as Surface names it, or which kind of garbage.</param>
internal abstract record Step(string Call)
{
    /// <summary>For a report: short, and on one line.</summary>
    public abstract string Told { get; }

    protected static string Short(string text) =>
        string.Concat((text.Length <= 300 ? text : $"{text[..300]}… ({text.Length} characters)").Select(c => c is < ' ' or > '~' ? $"\\u{(int)c:x4}" : c.ToString()));
}

internal sealed record RestStep(string Call, string Verb, string Target, (string Name, string Value)[] Headers, string? ContentType, Content? Body) : Step(Call)
{
    public override string Told => Short($"{Verb} {Target}{string.Concat(Headers.Select(header => $" | {header.Name}: {header.Value}"))}")
        + (Body is null ? "" : $" | {ContentType} | {Short(Body.Text)} {Body.Damage}");
}

internal sealed record HubStep(string Call, bool IsPacked, string Method, Content Argument) : Step(Call)
{
    public override string Told => $"{(IsPacked ? "MessagePack" : "JSON")} {Method} {Short(Argument.Text)} {Argument.Damage}";
}

/// <param name="Handshake">The first thing that is sent after the socket is open.</param>
internal sealed record FramesStep(string Call, bool IsText, string Handshake, Content[] Frames) : Step(Call)
{
    public override string Told => $"{Call}: {Short(Handshake)} then {string.Join(" then ", Frames.Select(frame => $"{Short(frame.Text)} {frame.Damage}"))}";
}

internal sealed record BytesStep(string Call, Content Bytes) : Step(Call)
{
    public override string Told => $"{Call}: {Short(Bytes.Text)} {Bytes.Damage}";
}

/// <param name="IsLatin">One byte a character, for what is no text; else UTF-8.</param>
internal sealed record Content(string Text, Damage Damage, bool IsLatin = false)
{
    public static Gen<Content> Of(Gen<string> text, bool isLatin = false) => Gen.Select(text, Damage.Any, (sent, damage) => new Content(sent, damage, isLatin));

    public bool IsWhole => Damage.Kind == DamageKind.None;

    public byte[] Bytes(Func<string, string> fill) => Damage.Do((IsLatin ? Encoding.Latin1 : Encoding.UTF8).GetBytes(fill(Text)));
}

internal enum DamageKind { None, Cut, Flip, Insert, Twice }

/// <summary>Something that happens to bytes on their way.</summary>
/// <param name="Place">Out of 1000 parts of the length.</param>
internal sealed record Damage(DamageKind Kind, int Place, int Choice)
{
    private static readonly byte[][] Inserted =
        [[0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x92], [0xC0, 0x80], [0], [0xEF, 0xBB, 0xBF], [0x1E], [0x0A], [0x5C], [0x22], [0xDF, 0xFF, 0xFF, 0xFF, 0xFF], [0xC1], [0xC7, 0xFF, 0xFF]];

    public static readonly Damage Not = new(DamageKind.None, 0, 0);

    public static Gen<Damage> Any { get; } = Gen.Frequency((24, Gen.Const(Not)), (1, Some(DamageKind.Cut)), (1, Some(DamageKind.Flip)), (1, Some(DamageKind.Insert)), (1, Some(DamageKind.Twice)));

    public override string ToString() => Kind == DamageKind.None ? "" : $"({Kind} at {Place} ‰ {Choice})";

    public byte[] Do(byte[] bytes)
    {
        var at = bytes.Length * Place / 1000;
        switch (Kind)
        {
            case DamageKind.Cut:
                return bytes[..at];
            case DamageKind.Flip when bytes.Length > 0:
                byte[] flipped = [.. bytes];
                flipped[at] ^= (byte)(1 << (Choice % 8));
                return flipped;
            case DamageKind.Insert:
                return [.. bytes[..at], .. Inserted[Choice % Inserted.Length], .. bytes[at..]];
            case DamageKind.Twice:
                return [.. bytes, .. bytes];
            default:
                return bytes;
        }
    }

    private static Gen<Damage> Some(DamageKind kind) => Gen.Select(Gen.Int[0, 999], Gen.Int[0, 100], (place, choice) => new Damage(kind, place, choice));
}
