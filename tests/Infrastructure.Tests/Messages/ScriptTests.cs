using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ChatFlow.Infrastructure.Messages;

namespace ChatFlow.Infrastructure.Tests.Messages;

/// <summary>Nothing that somebody writes becomes more than formatting in somebody else's page: asked of the page's own tree, not of the text.</summary>
public class ScriptTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["a"] = ["href", "rel"],
        ["code"] = ["class"],
        ["ol"] = ["start"],
    };

    private static readonly HashSet<string> Elements = [.. "a b blockquote br code del em h1 h2 h3 h4 h5 h6 hr i li ol p pre strong ul".Split(' ')];

    // A payload may hide behind what Markdown does around it.
    private static readonly string[] Places =
    [
        "{0}", "text {0} text", "> {0}", "- {0}", "1. {0}", "# {0}", "**{0}**", "`{0}`", "~~~{0}\n{0}\n~~~", "    {0}", "<{0}>", "[{0}](https://a.example)",
        "![{0}](https://a.example)", "[x]({0})", "[x](<{0}>)", "![x]({0})", "[x](https://a.example \"{0}\")", "[x]\n\n[x]: {0}", "https://a.example/{0}", "\\{0}", "x\n{0}\n\n{0}",
    ];

    private readonly MessageRenderer renderer = new();

    [Test]
    public void Corpus_IsLarge() => Assert.That(Payloads.Html.Concat(Payloads.Markdown).ToList(), Has.Count.AtLeast(200).And.Unique);

    [Test]
    public void Rendered_NothingRuns() => Assert.That(
        from payload in Payloads.Html.Concat(Payloads.Markdown)
        from place in Places
        let source = place.Replace("{0}", payload, StringComparison.Ordinal)
        let html = renderer.ToHtml(source)
        from flaw in Flaws(html)
        select $"{source} => {html}: {flaw}",
        Is.Empty);

    [Test]
    public void Sanitiser_HoldsAlone() => Assert.That(
        from payload in Payloads.Html
        let html = renderer.Sanitise(payload)
        from flaw in Flaws(html)
        select $"{payload} => {html}: {flaw}",
        Is.Empty);

    [Test]
    public void HtmlInTheSource_IsShownAsTyped() => Assert.That(
        from payload in Payloads.Html
        where payload.IndexOfAny(['&', '\\', '`', '\n', '\t', '\u0001']) < 0 && !payload.Contains("://", StringComparison.Ordinal)
        let shown = Parse(renderer.ToHtml(payload)).TextContent
        where shown != payload.Trim()
        select $"{payload} => {shown}",
        Is.Empty);

    private static IEnumerable<string> Flaws(string html)
    {
        var body = Parse(html);
        foreach (var element in body.Owner!.All.Where(e => e.LocalName is not ("html" or "head" or "body") || e.Attributes.Length > 0))
        {
            if (!Elements.Contains(element.LocalName) || element.NamespaceUri != NamespaceNames.HtmlUri)
                yield return $"element {element.LocalName}";
            foreach (var attribute in element.Attributes.Where(a => !Allowed.GetValueOrDefault(element.LocalName, []).Contains(a.Name)))
                yield return $"attribute {attribute.Name}";
            if (element.LocalName == "a" && !IsSafe(element.GetAttribute("href"), element.GetAttribute("rel")))
                yield return $"link {element.GetAttribute("href")}";
            if (element.GetAttribute("class") is { } language && !language.StartsWith("language-", StringComparison.Ordinal))
                yield return $"class {language}";
        }
        if (body.Owner.Descendants<IComment>().Any())
            yield return "a comment";
        if (Parse(body.InnerHtml).InnerHtml != body.InnerHtml)
            yield return "another page when it is parsed again";
    }

    private static bool IsSafe(string? href, string? rel) =>
        href?.Split(':')[0].ToLowerInvariant() is "http" or "https" or "mailto"
        && Uri.TryCreate(href, UriKind.Absolute, out _) && rel == "noopener noreferrer nofollow";

    private static IElement Parse(string html) => new HtmlParser(new HtmlParserOptions { IsScripting = true }).ParseDocument("<body>" + html).Body!;
}
