using System.Text;
using ChatFlow.Application.Search;

namespace ChatFlow.Infrastructure.Search;

internal static class Highlight
{
    /// <summary>UTF-16 code units of the message that are shown.</summary>
    private const int Length = 300;

    /// <summary>So much stands before what was found first.</summary>
    private const int Before = 100;

    /// <param name="found">Keys of the words to mark.</param>
    /// <returns>HTML: the part around the first one, all of it escaped but the marks.</returns>
    public static string Of(string content, IReadOnlySet<string> found)
    {
        var marked = new bool[content.Length];
        var first = int.MaxValue;
        foreach (var word in Words.In(content).Where(word => found.Contains(word.Key)))
        {
            first = Math.Min(first, word.Start);
            marked.AsSpan(word.Start, word.Length).Fill(true);
        }
        var (start, end) = Part(content, first == int.MaxValue ? 0 : first);
        var html = new StringBuilder();
        if (start > 0)
            html.Append('…');
        for (var at = start; at < end;)
        {
            var next = at;
            while (next < end && marked[next] == marked[at])
                next++;
            var text = Escaped(content[at..next]);
            html.Append(marked[at] ? $"<mark>{text}</mark>" : text);
            at = next;
        }
        if (end < content.Length)
            html.Append('…');
        return html.ToString();
    }

    private static string Escaped(string text) =>
        text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("'", "&#39;");

    private static (int Start, int End) Part(string content, int first)
    {
        if (content.Length <= Length)
            return (0, content.Length);
        var start = Math.Clamp(first - Before, 0, content.Length - Length);
        return (Whole(content, start), Whole(content, start + Length));
    }

    // Not between the halves of a pair.
    private static int Whole(string content, int at) => at > 0 && at < content.Length && char.IsLowSurrogate(content[at]) ? at - 1 : at;
}
