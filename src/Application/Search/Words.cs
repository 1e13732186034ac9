using System.Text.RegularExpressions;

namespace ChatFlow.Application.Search;

/// <param name="Start">Where it stands in the text, in UTF-16 code units.</param>
/// <param name="Key">What it is found by: in lower case.</param>
public readonly record struct Word(int Start, int Length, string Key);

/// <summary>
/// The words of a text, of any language. Scripts without spaces have none to be seen: there each character and each pair of neighbours is
/// one, so that any part of a text is found.
/// </summary>
public static partial class Words
{
    /// <summary>Longer ones are cut: nobody types them, and an index has its limits.</summary>
    private const int MaxLength = 100;

    private const string Unspaced = @"\p{IsCJKUnifiedIdeographs}\p{IsCJKUnifiedIdeographsExtensionA}\p{IsCJKCompatibilityIdeographs}\p{IsHiragana}\p{IsKatakana}\p{IsThai}\p{IsLao}\p{IsKhmer}\p{IsMyanmar}";

    public static IEnumerable<Word> In(string text)
    {
        foreach (Match match in Pattern().Matches(text))
        {
            if (!match.Groups["unspaced"].Success)
            {
                yield return new Word(match.Index, match.Length, match.Value[..Math.Min(match.Length, MaxLength)].ToLowerInvariant());
                continue;
            }
            var before = -1;
            for (var at = match.Index; at < match.Index + match.Length; at += char.IsHighSurrogate(text[at]) ? 2 : 1)
            {
                var end = at + (char.IsHighSurrogate(text[at]) ? 2 : 1);
                yield return new Word(at, end - at, text[at..end]);
                if (before >= 0)
                    yield return new Word(before, end - before, text[before..end]);
                before = at;
            }
        }
    }

    /// <summary>True for words that a person may have mistyped: of five letters and more.</summary>
    public static bool CanBeMistyped(string key) => key.Length >= 5 && key.All(char.IsLetter) && !Pattern().Match(key).Groups["unspaced"].Success;

    // Pairs of surrogates are emoji and rare ideographs: each is a character to be found by itself and by its neighbours.
    [GeneratedRegex(@"(?<unspaced>(?:[" + Unspaced + @"]|[\uD800-\uDBFF][\uDC00-\uDFFF])+)|[\p{L}\p{M}\p{N}_-[" + Unspaced + "]]+")]
    private static partial Regex Pattern();
}
