using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using ChatFlow.Application.Messages;
using ChatFlow.Domain.Messages;
using Ganss.Xss;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ChatFlow.Infrastructure.Messages;

/// <summary>
/// Markdown to HTML, then through a sanitiser that would hold if the first step let anything through. Both steps are made once
/// and used by all threads: neither is changed after it was made.
/// </summary>
internal sealed partial class MessageRenderer : IMessageRenderer
{
    /// <summary>Quotes in quotes, lists in lists: what is nested deeper is nobody's message, and is shown as it was typed.</summary>
    private const int MaxNesting = 32;

    /// <summary>Characters of all addresses together: one definition used a thousand times would make megabytes of four thousand characters.</summary>
    private const int MaxAddresses = 4 * Message.MaxContent;

    private static readonly string[] LinkPrefixes = ["https://", "http://", "mailto:"];

    private readonly MarkdownPipeline markdown = MakeMarkdown();
    private readonly HtmlSanitizer sanitizer = MakeSanitizer();

    public string ToHtml(string content)
    {
        try
        {
            var document = Markdown.Parse(content, markdown);
            var links = document.Descendants<LinkInline>().ToList();
            if (links.Sum(link => (link.Url?.Length ?? 0) + (link.Title?.Length ?? 0)) > MaxAddresses)
                return AsTyped(content);
            ImagesBecomeLinks(links);
            var html = Sanitise(document.ToHtml(markdown)).Trim();
            // Nothing but definitions of links: somebody wrote it to be read.
            return html.Length == 0 ? AsTyped(content) : html;
        }
        catch (ArgumentException)
        {
            // How Markdig says that it is nested too deeply; other arguments than the text there are none.
            return AsTyped(content);
        }
    }

    /// <summary>The second step alone: HTML from anywhere becomes HTML that is safe.</summary>
    internal string Sanitise(string html) => sanitizer.Sanitize(html);

    private static string AsTyped(string content) => $"<p>{WebUtility.HtmlEncode(content).ReplaceLineEndings("<br>\n")}</p>";

    private static MarkdownPipeline MakeMarkdown() => new MarkdownPipelineBuilder { MaximumNestingDepth = MaxNesting }
        .DisableHtml()
        .UseSoftlineBreakAsHardlineBreak()
        .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
        .UseAutoLinks(new() { UseHttpsForWWWLinks = true })
        .Build();

    private static HtmlSanitizer MakeSanitizer()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            // The first six are the design's (8.5); the others are what Markdown makes.
            AllowedTags = new HashSet<string>
            {
                "b", "i", "em", "strong", "code", "pre",
                "a", "blockquote", "br", "del", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "ul",
            },
            AllowedAttributes = new HashSet<string> { "href", "start", "class" },
            AllowedSchemes = new HashSet<string> { "http", "https", "mailto" },
            UriAttributes = new HashSet<string> { "href" },
        });
        sanitizer.PostProcessDom += (_, e) =>
        {
            foreach (var element in e.Document.Body!.QuerySelectorAll("[class], [start], a"))
                Narrow(element);
        };
        return sanitizer;
    }

    /// <summary>Each attribute on its own element only, and no link that would lead into our own site or nowhere.</summary>
    private static void Narrow(IElement element)
    {
        if (element.LocalName != "code" || !Language().IsMatch(element.ClassName ?? ""))
            element.RemoveAttribute("class");
        if (element.LocalName != "ol")
            element.RemoveAttribute("start");
        if (element.LocalName != "a")
            element.RemoveAttribute("href");
        else if (element.GetAttribute("href") is { } href && LinkPrefixes.Any(prefix => href.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            element.SetAttribute("rel", "noopener noreferrer nofollow");
        else
            element.Replace([.. element.ChildNodes]);
    }

    /// <summary>An image would be fetched from anywhere by everyone who reads the channel. In a link, where no second link can be, its text stays.</summary>
    private static void ImagesBecomeLinks(List<LinkInline> links)
    {
        foreach (var image in links.Where(link => link.IsImage))
        {
            image.IsImage = false;
            if (image.FirstChild is null)
                image.AppendChild(new LiteralInline(image.Url ?? ""));
            if (image.Parent?.FindParentOfType<LinkInline>().Any() == true)
                image.ReplaceBy(new ContainerInline());
        }
    }

    [GeneratedRegex(@"^language-[A-Za-z0-9+#._-]{1,32}\z")]
    private static partial Regex Language();
}
