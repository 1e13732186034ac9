using System.Globalization;

namespace ChatFlow.Infrastructure.Search;

/// <summary>Spans of time as the first digits of the ids that were made in them: 5 for 2^28 milliseconds (3 days), 4 for sixteen times as long.</summary>
internal static class Spans
{
    private const int ShortDigits = 5;
    private const int ShortBits = 28;
    private const int LongDigits = 4;
    private const int ShortInALong = 16;

    /// <summary>So many short ones are looked through at least, before long ones: these find a common word by few rows, those a rarer one in few steps.</summary>
    private const int FewestShort = 16;

    /// <param name="newest">That was there at <paramref name="since"/>.</param>
    /// <returns>From the newest to the oldest, without an overlap: all in which an id was made until now.</returns>
    public static IEnumerable<string> Between(Guid oldest, Guid newest, DateTimeOffset since, DateTimeOffset now)
    {
        var (first, last) = (NumberOf(oldest), NumberOf(newest));
        for (var number = NumberOf(now); number > last && number >= NumberOf(since); number--)
            yield return Short(number);
        for (var steps = 0; last >= first && (steps < FewestShort || last % ShortInALong != ShortInALong - 1); last--, steps++)
            yield return Short(last);
        if (last < first)
            yield break;
        for (last /= ShortInALong; last >= first / ShortInALong; last--)
            yield return last.ToString($"x{LongDigits}", CultureInfo.InvariantCulture);
    }

    private static string Short(int number) => number.ToString($"x{ShortDigits}", CultureInfo.InvariantCulture);

    private static int NumberOf(DateTimeOffset time) => (int)(time.ToUnixTimeMilliseconds() >> ShortBits);

    private static int NumberOf(Guid id) => int.Parse(id.ToString()[..ShortDigits], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
