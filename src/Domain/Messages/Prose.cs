using System.Text;
using System.Text.RegularExpressions;

namespace ChatFlow.Domain.Messages;

/// <summary>
/// The paragraphs and headings of Markdown source, without its fenced and indented code, by the block rules of CommonMark with
/// quotes, lists and lazy lines. Simpler in this: tabs are spaces wherever they stand, and definitions of links count as paragraphs.
/// HTML blocks are none here, as the renderer has none.
/// </summary>
internal sealed partial class Prose
{
    private const int CodeIndent = 4;
    private const int Quote = 0;

    /// <summary>What the last line stood in, outermost first: quotes, and list items by the width of their indentation.</summary>
    private readonly List<int> containers = [];
    private readonly StringBuilder paragraph = new();
    private readonly List<string> found = [];
    private (char Mark, int Length)? fence;

    /// <summary>The last line began a list item and had nothing in it: one more empty line ends the item.</summary>
    private bool isEmptyItem;

    /// <summary>Inline source, the lines of a paragraph with line feeds between them.</summary>
    public static IReadOnlyList<string> Of(string source)
    {
        var prose = new Prose();
        foreach (var line in source.ReplaceLineEndings("\n").Split('\n'))
            prose.Take(WithoutTabs(line));
        prose.EndParagraph();
        return prose.found;
    }

    private void Take(string line)
    {
        var rest = line.AsSpan();
        var inside = Continued(ref rest);
        var left = inside < containers.Count;
        if (fence is { } open)
        {
            if (!left)
            {
                if (Closes(rest, open))
                    fence = null;
                return;
            }
            fence = null;
            Leave(inside);
            left = false;
        }

        var began = false;
        while (Opened(ref rest, inside, left))
        {
            inside = containers.Count;
            left = false;
            began = containers[^1] != Quote;
        }

        var indent = Indent(rest);
        var text = rest[indent..].TrimEnd(' ');
        if (text.IsEmpty)
            Leave(isEmptyItem && !began && !left ? inside - 1 : inside);
        else if (indent >= CodeIndent)
            Continue(text, inside);
        else if (FenceOpening().IsMatch(text))
        {
            Leave(inside);
            fence = (text[0], Run(text, text[0]));
        }
        else if (Heading().IsMatch(text))
        {
            Leave(inside);
            found.Add(text.ToString());
        }
        else if (ThematicBreak().IsMatch(text) || (paragraph.Length > 0 && !left && Underline().IsMatch(text)))
            Leave(inside);
        else
        {
            if (paragraph.Length == 0)
                Leave(inside);
            paragraph.Append(text).Append('\n');
        }
        isEmptyItem = began && text.IsEmpty;
    }

    /// <summary>A line that is indented like code is code, unless a paragraph goes on in it.</summary>
    private void Continue(ReadOnlySpan<char> text, int inside)
    {
        if (paragraph.Length > 0)
            paragraph.Append(text).Append('\n');
        else
            Leave(inside);
    }

    /// <summary>How many of the containers go on in this line; takes their marks off it.</summary>
    private int Continued(ref ReadOnlySpan<char> rest)
    {
        for (var i = 0; i < containers.Count; i++)
        {
            var indent = Indent(rest);
            if (containers[i] == Quote)
            {
                if (indent >= CodeIndent || indent == rest.Length || rest[indent] != '>')
                    return i;
                rest = AfterQuoteMark(rest, indent);
            }
            else if (indent >= containers[i])
                rest = rest[containers[i]..];
            else if (indent < rest.Length)
                return i;
        }
        return containers.Count;
    }

    /// <summary>Opens the quote or list item that begins here, if one does, and takes its mark off the line.</summary>
    private bool Opened(ref ReadOnlySpan<char> rest, int inside, bool left)
    {
        var indent = Indent(rest);
        if (indent == rest.Length || indent >= CodeIndent)
            return false;
        if (rest[indent] == '>')
        {
            rest = AfterQuoteMark(rest, indent);
            Leave(inside);
            containers.Add(Quote);
            return true;
        }
        var width = ListMark(rest[indent..], interrupts: paragraph.Length > 0 && !left);
        if (width == 0)
            return false;
        width += indent;
        rest = rest[Math.Min(width, rest.Length)..];
        Leave(inside);
        containers.Add(width);
        return true;
    }

    /// <summary>The width of a list item's mark with the spaces behind it; 0 where no item begins.</summary>
    private static int ListMark(ReadOnlySpan<char> text, bool interrupts)
    {
        var digits = 0;
        while (digits < text.Length && digits < 10 && char.IsAsciiDigit(text[digits]))
            digits++;
        var mark = digits + 1;
        var marks = digits == 0 ? "-+*" : ".)";
        if (digits > 9 || text.Length < mark || !marks.Contains(text[digits]) || (digits == 0 && ThematicBreak().IsMatch(text)))
            return 0;
        var content = text[mark..];
        var spaces = Indent(content);
        var empty = spaces == content.Length;
        if ((spaces == 0 && !empty) || (interrupts && (empty || (digits > 0 && !text[..digits].SequenceEqual("1")))))
            return 0;
        return empty || spaces > CodeIndent ? mark + 1 : mark + spaces;
    }

    private static bool Closes(ReadOnlySpan<char> line, (char Mark, int Length) fence)
    {
        var indent = Indent(line);
        var text = line[indent..].TrimEnd(' ');
        return indent < CodeIndent && text.Length >= fence.Length && Run(text, fence.Mark) == text.Length;
    }

    private void Leave(int inside)
    {
        EndParagraph();
        containers.RemoveRange(inside, containers.Count - inside);
    }

    private void EndParagraph()
    {
        if (paragraph.Length > 0)
            found.Add(paragraph.ToString());
        paragraph.Clear();
    }

    private static ReadOnlySpan<char> AfterQuoteMark(ReadOnlySpan<char> rest, int indent) =>
        rest[(indent + 1)..] is [' ', .. var text] ? text : rest[(indent + 1)..];

    private static int Indent(ReadOnlySpan<char> text) => Run(text, ' ');

    private static int Run(ReadOnlySpan<char> text, char c) => text.IndexOfAnyExcept(c) is >= 0 and var end ? end : text.Length;

    private static string WithoutTabs(string line)
    {
        if (!line.Contains('\t'))
            return line;
        var spaced = new StringBuilder();
        foreach (var c in line)
            spaced.Append(c == '\t' ? ' ' : c, c == '\t' ? CodeIndent - (spaced.Length % CodeIndent) : 1);
        return spaced.ToString();
    }

    [GeneratedRegex("^(```+[^`]*|~~~+.*)$")]
    private static partial Regex FenceOpening();

    [GeneratedRegex("^#{1,6}( |$)")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^((\* *){3,}|(- *){3,}|(_ *){3,})$")]
    private static partial Regex ThematicBreak();

    [GeneratedRegex("^(=+|-+)$")]
    private static partial Regex Underline();
}
