using FluentValidation;

namespace ChatFlow.Application.Messages;

/// <summary>Markdown as a page may show it.</summary>
public interface IMessageRenderer
{
    /// <summary>
    /// HTML that is safe to put into a page: formatting, lists, quotes, headings, code and links to http, https and mail addresses.
    /// HTML in the source is shown as text. Never throws, whatever the source.
    /// </summary>
    /// <param name="content">A message's content as typed.</param>
    string ToHtml(string content);
}

/// <summary>?include= wherever messages are read: "html" adds the rendered content, null nothing.</summary>
internal static class Included
{
    private const string Html = "html";

    public static void Include<T>(this IRuleBuilderInitial<T, string?> rule) => rule.Must(include => include is null or Html)
        .WithErrorCode("one_of").WithMessage($"'{{PropertyName}}' can be '{Html}'.");

    /// <summary>The message as the reader asked for it. A deleted message has html "".</summary>
    public static MessageDto With(this MessageDto message, string? include, IMessageRenderer renderer) => include == Html
        ? message with { Html = message.DeletedAt is null ? renderer.ToHtml(message.Content) : "" }
        : message;
}
