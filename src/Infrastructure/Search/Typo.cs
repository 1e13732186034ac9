namespace ChatFlow.Infrastructure.Search;

internal static class Typo
{
    /// <summary>True when one letter is wrong, too many, missing, or changed places with its neighbour.</summary>
    public static bool IsBetween(string one, string other)
    {
        if (one.Length < other.Length)
            (one, other) = (other, one);
        if (one == other || one.Length - other.Length > 1)
            return false;
        var at = 0;
        while (at < other.Length && one[at] == other[at])
            at++;
        if (one.Length > other.Length)
            return one[(at + 1)..] == other[at..];
        return one[(at + 1)..] == other[(at + 1)..]
            || (at + 1 < one.Length && one[at] == other[at + 1] && one[at + 1] == other[at] && one[(at + 2)..] == other[(at + 2)..]);
    }
}
