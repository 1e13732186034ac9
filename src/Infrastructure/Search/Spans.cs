using System.Globalization;

namespace ChatFlow.Infrastructure.Search;

/// <summary>Spans of time as the first digits of the ids that were made in them: 5 for 2^28 milliseconds (3 days), 4 for sixteen times as long.</summary>
internal static class Spans
{
    private const int ShortDigits = 5;
    private const int LongDigits = 4;
    private const int ShortInALong = 16;

    /// <summary>So many short ones are looked through at least, before long ones: these find a common word by few rows, those a rare one in few steps.</summary>
    private const int FewestShort = 8;

    /// <returns>From the newest to the oldest, without a gap and without an overlap.</returns>
    public static IEnumerable<string> Between(Guid oldest, Guid newest)
    {
        var (first, last) = (NumberOf(oldest), NumberOf(newest));
        for (var steps = 0; last >= first && (steps < FewestShort || last % ShortInALong != ShortInALong - 1); last--, steps++)
            yield return last.ToString($"x{ShortDigits}", CultureInfo.InvariantCulture);
        for (last = last < first ? -1 : last / ShortInALong, first /= ShortInALong; last >= first; last--)
            yield return last.ToString($"x{LongDigits}", CultureInfo.InvariantCulture);
    }

    private static int NumberOf(Guid id) => int.Parse(id.ToString()[..ShortDigits], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
