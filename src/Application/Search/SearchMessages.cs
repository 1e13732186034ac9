using ChatFlow.Application.Messages;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Search;

/// <summary>Messages of a workspace that the caller may read and that fit, the best first.</summary>
/// <param name="Text">Words, "phrases", -words and filters; at most 500 characters.</param>
/// <param name="From">A username, with or without the at sign.</param>
/// <param name="In">A channel's name, with or without the hash.</param>
/// <param name="Before">A day (UTC) or a time: written earlier.</param>
/// <param name="After">A day (UTC) or a time: written then or later.</param>
/// <param name="Has">file, image, link or reaction.</param>
/// <param name="Sort">relevance or recent; relevance when not given.</param>
/// <param name="Page">From 1. The newest 1000 that fit are put in order; there is nothing behind them.</param>
/// <param name="Limit">1 to 100.</param>
public sealed record SearchMessages(
    Guid WorkspaceId, string? Text, string? From, string? In, string? Before, string? After, string? Has, string? Sort, int Page = 1, int Limit = 20)
    : IRequest<SearchPage>, IInWorkspace
{
    // Which channels is asked by the search itself, in the statement that finds.
    public static Permission Permission => Permission.ViewWorkspace;
}

/// <param name="ChannelName">Null for a direct conversation.</param>
/// <param name="Highlight">HTML: the part of the content that fits, escaped, with <c>mark</c> around what was found.</param>
/// <param name="Rank">Of the same search a higher one is a better one.</param>
public sealed record SearchHit(MessageDto Message, string? ChannelName, string Highlight, double Rank);

/// <param name="Total">How many fit, counted to 1000.</param>
public sealed record SearchPage(IReadOnlyList<SearchHit> Hits, int Page, int Limit, long Total);

internal sealed class SearchMessagesValidator : AbstractValidator<SearchMessages>
{
    public SearchMessagesValidator()
    {
        RuleFor(r => r.Text).Text(500).OverridePropertyName("q");
        RuleFor(r => r.From).Text(100).OverridePropertyName("from");
        RuleFor(r => r.In).Text(100).OverridePropertyName("in");
        RuleFor(r => r.Sort).Must(sort => sort is null or "relevance" or "recent").WithErrorCode("enum").WithMessage("'sort' must be relevance or recent.").OverridePropertyName("sort");
        RuleFor(r => r.Page).InclusiveBetween(1, 1_000_000).WithErrorCode("range").WithMessage("'page' must be 1 or more.").OverridePropertyName("page");
        RuleFor(r => r.Limit).Limit(100);
    }
}

internal sealed class SearchMessagesHandler(ISearch search, ICaller caller) : IRequestHandler<SearchMessages, SearchPage>
{
    public Task<SearchPage> Handle(SearchMessages request, CancellationToken cancellationToken) => search.Find(
        request.WorkspaceId, caller.UserId, SearchTermsReader.Read(request), request.Sort == "recent", request.Page, request.Limit, cancellationToken);
}
