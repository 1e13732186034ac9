using System.Globalization;
using System.Text.RegularExpressions;
using ChatFlow.Domain;

namespace ChatFlow.Application.Search;

/// <summary>What a message must have besides words.</summary>
public enum Having
{
    File,
    Image,
    Link,
    Reaction,
}

/// <summary>What is searched for: all of it must be true of a message.</summary>
/// <param name="Words">Keys of <see cref="Search.Words"/>.</param>
/// <param name="Without">Keys that may not be there.</param>
/// <param name="Phrases">Texts that must stand there as they are, whatever their case, in lower case.</param>
/// <param name="From">A username, in lower case.</param>
/// <param name="In">A channel's name or slug, in lower case.</param>
/// <param name="Before">Written earlier than this.</param>
/// <param name="After">Written at this time or later.</param>
public sealed record SearchTerms(
    IReadOnlyList<string> Words, IReadOnlyList<string> Without, IReadOnlyList<string> Phrases,
    string? From, string? In, DateTimeOffset? Before, DateTimeOffset? After, IReadOnlyList<Having> Has)
{
    /// <summary>Nothing that could be found: punctuation alone, for example.</summary>
    public bool IsEmpty => Words.Count + Without.Count + Has.Count == 0 && From is null && In is null && Before is null && After is null;
}

/// <summary>Reads what people type: words, "phrases", -words, and from: in: before: after: has:.</summary>
internal sealed partial class SearchTermsReader
{
    private readonly List<string> words = [];
    private readonly List<string> without = [];
    private readonly List<string> phrases = [];
    private readonly List<Having> has = [];
    private readonly List<InvalidField> invalid = [];
    private string? from;
    private string? @in;
    private DateTimeOffset? before;
    private DateTimeOffset? after;

    /// <exception cref="InvalidRequestException">A date is none, something cannot be had, or nothing is searched for.</exception>
    public static SearchTerms Read(SearchMessages search)
    {
        var reader = new SearchTermsReader();
        foreach (var (name, value) in new[] { ("from", search.From), ("in", search.In), ("before", search.Before), ("after", search.After), ("has", search.Has) })
        {
            if (value is not null)
                reader.Filter(name, value, field: name);
        }
        foreach (Match part in Parts().Matches(search.Text ?? ""))
            reader.Part(part);
        var terms = new SearchTerms(reader.words, reader.without, reader.phrases, reader.from, reader.@in, reader.before, reader.after, reader.has);
        if (terms.IsEmpty && string.IsNullOrWhiteSpace(search.Text) && reader.invalid.Count == 0)
            reader.invalid.Add(new InvalidField("q", "required", "Say what to search for: words, or a filter such as from:@name."));
        return reader.invalid.Count == 0 ? terms : throw new InvalidRequestException(reader.invalid);
    }

    private void Part(Match part)
    {
        var (isNot, quoted, bare) = (part.Groups["not"].Length > 0, part.Groups["quoted"], part.Groups["bare"].Value);
        if (!quoted.Success && part.Groups["filter"].Success)
            Filter(part.Groups["filter"].Value.ToLowerInvariant(), part.Groups["value"].Value.Trim('"'), field: "q");
        else
            Text(quoted.Success ? quoted.Value : bare, isNot);
    }

    private void Text(string text, bool isNot)
    {
        var keys = Search.Words.In(text).Select(word => word.Key).Distinct().ToList();
        (isNot ? without : words).AddRange(keys);
        // Of a phrase, a word with a hyphen, or a text without spaces, the parts may stand anywhere: that they stand together is asked as well.
        if (keys.Count > 1 && !isNot)
            phrases.Add(text.Trim().ToLowerInvariant());
    }

    private void Filter(string name, string value, string field)
    {
        switch (name)
        {
            case "from":
                from = value.TrimStart('@').ToLowerInvariant();
                break;
            case "in":
                @in = value.TrimStart('#').ToLowerInvariant();
                break;
            case "before" when Date(value) is { } date:
                before = date;
                break;
            case "after" when Date(value) is { } date:
                after = date;
                break;
            case "has" when Enum.TryParse<Having>(value, ignoreCase: true, out var having) && Enum.IsDefined(having) && !char.IsDigit(value[0]):
                has.Add(having);
                break;
            case "has":
                invalid.Add(new InvalidField(field, "enum", "'has' is one of file, image, link and reaction."));
                break;
            default:
                invalid.Add(new InvalidField(field, "date", $"'{name}' must be a date as 2025-11-19, or a time as 2025-11-19T14:30:45Z."));
                break;
        }
    }

    private static DateTimeOffset? Date(string value) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero)
            : Time().IsMatch(value) && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToUniversalTime() : null;

    [GeneratedRegex("""(?<not>-?)"(?<quoted>[^"]*)"|(?<not>-?)(?<bare>(?:(?<filter>(?i:from|in|before|after|has)):(?<value>"[^"]*"|\S+))|\S+)""")]
    private static partial Regex Parts();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d")]
    private static partial Regex Time();
}
