using System.Collections.Concurrent;

namespace ChatFlow.Infrastructure.Search;

/// <summary>What the database says of words, kept in memory. It is the same for everybody, and says nothing of who may read what.</summary>
internal sealed class KnownWords(TimeProvider clock)
{
    /// <summary>More are not kept: some megabytes.</summary>
    private const int Most = 50_000;

    /// <summary>PostgreSQL counts again when a tenth of the rows has changed. What depends on it is how fast something is found, not what.</summary>
    private static readonly TimeSpan CountedFor = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, string[]> forms = new();
    private Counts counts = new([], Messages: 0, At: null);

    public bool AreCounted => counts.At is { } at && clock.GetElapsedTime(at) < CountedFor;

    /// <returns>The forms of those words that are known.</returns>
    public Dictionary<string, string[]> FormsOf(IEnumerable<string> words)
    {
        var known = new Dictionary<string, string[]>();
        foreach (var word in words)
        {
            if (forms.TryGetValue(word, out var found))
                known[word] = found;
        }
        return known;
    }

    public void Keep(string word, string[] formsOfIt)
    {
        if (forms.Count >= Most)
            forms.Clear();
        forms[word] = formsOfIt;
    }

    /// <param name="common">How many messages have each word, of those that many have.</param>
    public void Count(IEnumerable<(string Word, double Messages)> common, double messages) =>
        counts = new(common.ToDictionary(one => one.Word, one => one.Messages), messages, clock.GetTimestamp());

    /// <summary>About how many messages have all of these, as if words came together by chance; 0 when one of them is rare.</summary>
    /// <param name="formsOfEach">Each is there in any of its forms.</param>
    public double Estimate(IEnumerable<string[]> formsOfEach)
    {
        var (common, messages, _) = counts;
        return formsOfEach.Aggregate(messages, (all, one) => all * one.Max(form => common.GetValueOrDefault(form)) / Math.Max(messages, 1));
    }

    private sealed record Counts(Dictionary<string, double> Common, double Messages, long? At);
}
