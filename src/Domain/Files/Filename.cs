using System.Globalization;
using System.Text;

namespace ChatFlow.Domain.Files;

/// <summary>What a file is called, as people see it. Nothing is ever stored or opened under this name.</summary>
public static class Filename
{
    /// <summary>Unicode code points.</summary>
    public const int MaxLength = 255;

    private const string Nameless = "file";

    /// <summary>
    /// The last part of what may be a path, without what cannot be seen: control characters, and marks that turn the direction of writing, by
    /// which "exe.gpj" would read as "jpg.exe". Too long a name loses its middle and keeps its ending.
    /// </summary>
    public static string Tame(string? given)
    {
        var name = new StringBuilder();
        foreach (var rune in (given ?? "").EnumerateRunes())
        {
            if (rune.Value is '/' or '\\')
                name.Clear();
            else if (!IsHidden(rune))
                name.Append(rune.ToString());
        }
        var tame = name.ToString().Trim().TrimEnd('.').TrimEnd();
        return tame.Length == 0 ? Nameless : Shortened(tame);
    }

    private static bool IsHidden(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    private static string Shortened(string name)
    {
        if (PlainText.Length(name) <= MaxLength)
            return name;
        var runes = name.EnumerateRunes().ToArray();
        var ending = Array.FindLastIndex(runes, rune => rune.Value == '.');
        var kept = ending > runes.Length - 20 && ending > 0 ? runes[ending..] : [];
        return string.Concat(runes.Take(MaxLength - kept.Length).Concat(kept).Select(rune => rune.ToString()));
    }
}
