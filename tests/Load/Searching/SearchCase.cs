using ChatFlow.Load.Seeding;

namespace ChatFlow.Load.Searching;

/// <summary>A kind of search, with several that are of it.</summary>
/// <param name="Page">Of 20.</param>
internal sealed record SearchCase(string Name, string[] Searches, int Page = 1)
{
    /// <summary>Result 1,000 stands on it.</summary>
    private const int LastPage = 50;

    public static SearchCase[] All(Vocabulary words)
    {
        // By Zipf's law the word of rank 10 is in a tenth of messages of twelve words, that of rank 1,000 in a thousandth.
        string[] rare = Words(words, 100_000, 30), uncommon = Words(words, 10_000, 30), medium = Words(words, 1_000, 30), frequent = Words(words, 100, 20), common = Words(words, 9, 4);
        return
        [
            new("rare", rare),
            new("medium", medium),
            new("frequent", frequent),
            new("common", common),
            new("uncommon and common", Pairs(uncommon, common)),
            new("medium and frequent", Pairs(medium, frequent)),
            new("medium and common", Pairs(medium, common)),
            new("two common", Pairs(common, [.. common.Skip(1)])),
            new("medium, to result 1,000", medium, LastPage),
            new("common, to result 1,000", common, LastPage),
            new("two common, to result 1,000", Pairs(common, [.. common.Skip(1)]), LastPage),
        ];
    }

    private static string[] Words(Vocabulary words, int rank, int count) => [.. Enumerable.Range(rank, count).Select(n => words[n])];

    private static string[] Pairs(string[] some, string[] others) => [.. some.Select((word, n) => $"{word} {others[n % others.Length]}")];
}
