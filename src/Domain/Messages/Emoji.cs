using System.Text;

namespace ChatFlow.Domain.Messages;

/// <summary>
/// What may be a reaction: one emoji, as keyboards give it, with skin tones, families, flags and keycaps.
/// A list rather than the grammar of Unicode's TR 51, which also admits flags of no country and joins that fonts show as two pictures.
/// </summary>
/// <remarks>
/// emoji.txt holds every fully-qualified emoji of Unicode 17.0 in the order of its emoji-test.txt, an emoji and its skin tones on a line.
/// For a newer Unicode take the lines that say "fully-qualified" in the newer emoji-test.txt; until then its new emoji are refused.
/// </remarks>
public static class Emoji
{
    /// <summary>Code points of the longest that may be asked about; the longest emoji there is has 10.</summary>
    public const int MaxLength = 16;

    private const char AsPicture = '\uFE0F';
    private const char Joiner = '\u200D';

    private static readonly Dictionary<string, string> Known = Read().ToDictionary(emoji => emoji.Replace("\uFE0F", ""));

    public static bool IsSingle(string text) => Normalise(text) is not null;

    /// <summary>
    /// The one spelling of this emoji, or null for anything but one emoji. Some keyboards leave U+FE0F ("as a picture") away, others write it
    /// where none is needed: all of them mean the same heart. U+FE0E ("as text") is refused, and so is a skin tone alone.
    /// </summary>
    public static string? Normalise(string text)
    {
        if (text.Length > 2 * MaxLength || PlainText.Length(text) > MaxLength)
            return null;
        var bare = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != AsPicture)
                bare.Append(text[i]);
            else if (i == 0 || text[i - 1] is AsPicture or Joiner)
                return null;
        }
        return Known.GetValueOrDefault(bare.ToString());
    }

    private static string[] Read()
    {
        using var stream = typeof(Emoji).Assembly.GetManifestResourceStream("ChatFlow.Domain.Messages.emoji.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
    }
}
