using ChatFlow.Application.Search;

namespace ChatFlow.Infrastructure.Search;

/// <summary>The forms under which the words of a search are found, and the queries made of them.</summary>
internal sealed class WordForms(Dictionary<string, string[]> forms)
{
    /// <summary>With other words that count as this one.</summary>
    public WordForms With(string word, IEnumerable<string> others) =>
        new(new Dictionary<string, string[]>(forms) { [word] = [.. forms[word], .. others] });

    public IEnumerable<string[]> FormsOf(IEnumerable<string> words) => words.Distinct().Select(word => forms[word]);

    public bool Matches(string[] formsOfAWord) => formsOfAWord.Any(form => forms.Values.Any(known => known.Contains(form)));

    /// <returns>The query that has to match, and that of the words exactly as they were typed, which is worth more.</returns>
    public (string Query, string Exact, string[] Phrases) Query(SearchTerms terms)
    {
        var must = terms.Words.Distinct().Select(word => $"({string.Join(" | ", forms[word].Select(Quoted))})");
        // Only the word itself: who excludes "meeting" still wants "meet".
        var mustNot = terms.Without.Distinct().Select(word => $"!{Quoted(word)}");
        return (string.Join(" & ", must.Concat(mustNot)), string.Join(" & ", terms.Words.Distinct().Select(Quoted)), [.. terms.Phrases]);
    }

    // Keys are letters, digits and underscores of any script; the quotes keep what means something in a query from meaning it.
    private static string Quoted(string lexeme) => $"'{lexeme.Replace("'", "''").Replace("\\", "\\\\")}'";
}
