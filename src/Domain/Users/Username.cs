using System.Text;

namespace ChatFlow.Domain.Users;

/// <summary>The name that mentions use: 2 to 32 of a-z, 0-9, dot, underscore, hyphen; unique whatever its case, and nothing that a
/// mention means already.</summary>
public static class Username
{
    public const int MinLength = 2;
    public const int MaxLength = 32;

    public static bool IsValid(string username) =>
        username.Length is >= MinLength and <= MaxLength && username.All(IsAllowed) && username.Any(char.IsAsciiLetterOrDigit) && !IsTaken(username);

    /// <summary>A username made from a display name, for someone who gave none.</summary>
    public static string From(string displayName)
    {
        var made = new StringBuilder();
        foreach (var c in displayName.ToLowerInvariant().Select(LatinLetters.WithoutAccent))
        {
            if (IsAllowed(c))
                made.Append(c);
            else if (char.IsWhiteSpace(c) && made.Length > 0 && made[^1] != '.')
                made.Append('.');
        }
        var username = made.ToString().Trim('.', '-', '_');
        if (username.Length > MaxLength)
            username = username[..MaxLength].TrimEnd('.', '-', '_');
        return IsValid(username) ? username : "user";
    }

    /// <summary>The same name with a number behind it, for when it is taken.</summary>
    public static string WithNumber(string username, int number)
    {
        var suffix = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return string.Concat(username.AsSpan(0, Math.Min(username.Length, MaxLength - suffix.Length)), suffix);
    }

    /// <summary>Mentions with a meaning of their own.</summary>
    private static bool IsTaken(string username) => username is "channel" or "here";

    private static bool IsAllowed(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-';
}
