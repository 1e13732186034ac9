using System.Buffers;
using System.Globalization;
using System.Text;
using ChatFlow.Domain.Users;

namespace ChatFlow.Domain.Messages;

/// <summary>
/// Who a message calls: @username whatever its case, @channel, @here; outside code and addresses, and not where \@ takes the meaning away.
/// </summary>
/// <remarks>
/// In code spans the rules are CommonMark's. Simpler in this: what stands in a link's title counts, and what is an address is seen by its
/// form (a letter or digit right before the @, a scheme or a host before it in the same word), not by Markdown's rules for links.
/// Letters without case are not taken for the first half of an address: Chinese, Japanese, Arabic write on without a space.
/// </remarks>
public sealed class Mentions
{
    /// <summary>Names to look up for one message; whoever is called behind that many is not.</summary>
    public const int MaxCandidates = 50;

    private readonly List<string[]> calls = [];
    private readonly HashSet<string> candidates = [];

    private Mentions()
    {
    }

    /// <summary>
    /// What each @ may mean, in lower case: "ask @milo." means "milo." if somebody has that name, and else "milo". The longest comes first.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> Calls => calls;
    public bool Channel { get; private set; }
    public bool Here { get; private set; }

    /// <param name="content">Markdown source as typed.</param>
    public static Mentions In(string content)
    {
        var mentions = new Mentions();
        if (content.Contains('@'))
        {
            foreach (var text in Prose.Of(content))
                mentions.Scan(text);
        }
        return mentions;
    }

    private void Scan(string text)
    {
        var word = 0;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when i + 1 < text.Length && char.IsAscii(text[i + 1]) && !char.IsLetterOrDigit(text[i + 1]) && text[i + 1] > ' ':
                    i++;
                    break;
                case '`':
                    i = BehindCode(text, i) - 1;
                    word = i + 1;
                    break;
                case ' ' or '\n' or '<':
                    word = i + 1;
                    break;
                case '@':
                    var end = i + 1;
                    while (end < text.Length && IsOfNames(text[end]))
                        end++;
                    if (!IsAddress(text.AsSpan(word, i - word), text.AsSpan(end)))
                        Call(text[(i + 1)..end].ToLowerInvariant());
                    i = end - 1;
                    break;
            }
        }
    }

    /// <summary>Behind the code span that begins here; behind the backticks alone when as many do not come again.</summary>
    private static int BehindCode(string text, int start)
    {
        var length = Backticks(text, start);
        for (var i = start + length; i < text.Length; i++)
        {
            if (text[i] != '`')
                continue;
            var closing = Backticks(text, i);
            if (closing == length)
                return i + closing;
            i += closing - 1;
        }
        return start + length;
    }

    private static int Backticks(string text, int start)
    {
        var end = start;
        while (end < text.Length && text[end] == '`')
            end++;
        return end - start;
    }

    private static bool IsAddress(ReadOnlySpan<char> before, ReadOnlySpan<char> behind)
    {
        if (behind is ['@', ..] || (Rune.DecodeFromUtf16(behind, out var next, out _) == OperationStatus.Done && IsOfWords(next)))
            return true;
        if (before.Contains("://", StringComparison.Ordinal) || before.Contains("www.", StringComparison.OrdinalIgnoreCase)
            || before.Contains("mailto:", StringComparison.OrdinalIgnoreCase))
            return true;
        // medium.example/@milo, but not @milo/@anna
        if (before is [.., '/'] && before[0] != '@' && before[..before.IndexOf('/')].Contains('.'))
            return true;
        return Rune.DecodeLastFromUtf16(before.TrimEnd("._%+-"), out var last, out _) == OperationStatus.Done && IsOfWords(last);
    }

    /// <summary>Whether a name or address goes on with this: a digit, or a letter with case.</summary>
    private static bool IsOfWords(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.DecimalDigitNumber;

    private void Call(string name)
    {
        var bare = name.TrimEnd('.', '-', '_');
        Channel |= bare == "channel";
        Here |= bare == "here";
        if (bare is "channel" or "here")
            return;
        var (longest, shortest) = (Math.Min(name.Length, Username.MaxLength), Math.Max(bare.Length, Username.MinLength));
        string[] call = [.. Enumerable.Range(0, Math.Max(longest - shortest + 1, 0)).Select(cut => name[..(longest - cut)])];
        if (call.Length == 0 || candidates.Union(call).Count() > MaxCandidates)
            return;
        calls.Add(call);
        candidates.UnionWith(call);
    }

    private static bool IsOfNames(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-';
}
