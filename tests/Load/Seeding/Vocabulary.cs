namespace ChatFlow.Load.Seeding;

/// <summary>
/// Words as often as in natural languages: the n-th is used 1/n times as often as the first (Zipf). The first few are English function words, the
/// others are made of syllables, some with English endings, so that stems meet.
/// </summary>
internal sealed class Vocabulary
{
    public const int Size = 200_000;

    private static readonly string[] FunctionWords = ["the", "to", "and", "of", "is", "in", "for", "it"];
    private static readonly string[] Beginnings = ["b", "br", "c", "ch", "d", "dr", "f", "g", "gl", "h", "k", "l", "m", "n", "p", "pl", "r", "s", "st", "t", "tr", "v", "w"];
    private static readonly string[] Vowels = ["a", "e", "i", "o", "u", "ai", "ea"];
    private static readonly string[] Ends = ["", "", "n", "r", "l", "m", "s", "t", "nd", "rk"];
    private static readonly string[] Endings = ["", "", "", "", "ing", "ed", "s", "ly"];

    private readonly string[] words = new string[Size];

    /// <summary>The chance of each word or one before it.</summary>
    private readonly double[] sums = new double[Size];

    /// <param name="seed">The same one gives the same words in the same order.</param>
    public Vocabulary(int seed)
    {
        var random = new Random(seed);
        var known = FunctionWords.ToHashSet();
        FunctionWords.CopyTo(words, 0);
        for (var n = FunctionWords.Length; n < Size; n++)
        {
            do
                words[n] = Made(random);
            while (!known.Add(words[n]));
        }
        var sum = 0.0;
        for (var n = 0; n < Size; n++)
            sums[n] = sum += 1.0 / (n + 1);
        for (var n = 0; n < Size; n++)
            sums[n] /= sum;
    }

    /// <param name="rank">1 is the most common.</param>
    public string this[int rank] => words[rank - 1];

    public string Next(Random random)
    {
        var at = Array.BinarySearch(sums, random.NextDouble());
        return words[at < 0 ? Math.Min(~at, Size - 1) : at];
    }

    private static string Made(Random random)
    {
        var word = "";
        for (var syllables = random.Next(1, 4); syllables >= 0; syllables--)
            word += OneOf(Beginnings, random) + OneOf(Vowels, random) + OneOf(Ends, random);
        return word + OneOf(Endings, random);
    }

    private static string OneOf(string[] choices, Random random) => choices[random.Next(choices.Length)];
}
