using System.Text;

namespace ChatFlow.Domain.Workspaces;

/// <summary>The part of a name that goes into an address: lower case letters, digits and hyphens of ASCII.</summary>
public static class Slug
{
    public const int MaxLength = 100;

    /// <param name="name">Any text; runs of other characters become one hyphen.</param>
    /// <param name="id">Names the thing when nothing of the name is left, as with names in other scripts.</param>
    public static string From(string name, Guid id)
    {
        var slug = new StringBuilder();
        foreach (var c in name.ToLowerInvariant())
        {
            if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
                slug.Append(c);
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }
        var made = slug.ToString().Trim('-');
        // The end of a UUIDv7 is its random part; the start is the time, and repeats.
        return made.Length > 0 ? made : id.ToString("N")[^12..];
    }

    public static bool IsValid(string slug) =>
        slug.Length is > 0 and <= MaxLength && slug.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
