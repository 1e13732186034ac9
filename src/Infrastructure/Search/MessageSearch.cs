using ChatFlow.Application.Search;
using ChatFlow.Domain;
using ChatFlow.Infrastructure.Messages;
using ChatFlow.Infrastructure.Postgres;
using Npgsql;

namespace ChatFlow.Infrastructure.Search;

/// <summary>Finds in what <see cref="SearchIndexer"/> wrote. See docs/decisions/0017.</summary>
internal sealed class MessageSearch(NpgsqlDataSource postgres, TimeProvider clock) : ISearch
{
    /// <summary>As many corrections of one word are tried.</summary>
    private const int Corrections = 5;

    /// <summary>
    /// Whoever may read no more channels than these is searched for in them by name. The database then knows how little it is, and does not
    /// look through everybody's messages for the newest of theirs; of more, it would take too long to plan.
    /// </summary>
    private const int FewChannels = 200;

    public async Task<SearchPage> Find(
        Guid workspaceId, Guid userId, SearchTerms terms, bool newestFirst, int page, int limit, CancellationToken cancellationToken)
    {
        if (terms.IsEmpty)
            return new SearchPage([], page, limit, 0);
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var named = (await transaction.Find<Named>(
            SearchSql.Names, new { workspaceId, userId, terms.From, terms.In, few = FewChannels, words = terms.Words.Concat(terms.Without).Distinct().ToArray() }, cancellationToken))!;
        if ((terms.From is not null && named.AuthorId is null) || (terms.In is not null && named.ChannelIds.Length == 0))
            return new SearchPage([], page, limit, 0);

        await transaction.Execute(SearchSql.PlanForTheseValues, new { }, cancellationToken);
        var words = new WordForms(named.Words, named.Forms);
        var hits = await Hits(words.Query(terms));
        if (hits.Count == 0 && page == 1 && terms.Words.Any(Words.CanBeMistyped))
        {
            words = await Corrected(transaction, workspaceId, terms, words, cancellationToken);
            hits = await Hits(words.Query(terms with { Phrases = [] }));
        }
        if (hits.Count == 0)
            return new SearchPage([], page, limit, 0);

        var ids = hits.Select(hit => hit.MessageId).ToArray();
        var messages = (await transaction.List<MessageRow>(MessageSql.Some, new { ids }, cancellationToken)).ToDictionary(message => message.Id);
        var there = await transaction.List<FormRow>(
            SearchSql.Forms, new { words = messages.Values.SelectMany(message => Words.In(message.Content)).Select(word => word.Key).Distinct().ToArray() }, cancellationToken);
        var found = there.Where(row => words.Matches(row.Forms)).Select(row => row.Word).ToHashSet();
        return new SearchPage(
            // Deleted since the index was read: left out, not shown empty.
            [.. hits.Where(hit => messages.TryGetValue(hit.MessageId, out var message) && message.DeletedAt is null).Select(hit => new SearchHit(
                messages[hit.MessageId].ToDto(userId), hit.ChannelName, Highlight.Of(messages[hit.MessageId].Content, found), Math.Round(hit.Rank, 4)))],
            page, limit, hits[0].Total);

        Task<List<HitRow>> Hits((string Query, string Exact, string[] Phrases) of) => transaction.List<HitRow>(
            SearchSql.Find,
            new
            {
                workspaceId,
                userId,
                of.Query,
                of.Exact,
                phrases = of.Phrases.Length == 0 ? null : of.Phrases,
                authorId = named.AuthorId,
                channelIds = terms.In is null ? named.FewChannelIds : named.ChannelIds,
                terms.Before,
                terms.After,
                hasLink = terms.Has.Contains(Having.Link),
                hasFile = terms.Has.Contains(Having.File),
                hasImage = terms.Has.Contains(Having.Image),
                hasReaction = terms.Has.Contains(Having.Reaction),
                newestFirst,
                now = clock.Now(),
                limit,
                skip = (page - 1) * (long)limit,
            },
            cancellationToken);
    }

    private static async Task<WordForms> Corrected(
        NpgsqlTransaction transaction, Guid workspaceId, SearchTerms terms, WordForms words, CancellationToken cancellationToken)
    {
        foreach (var word in terms.Words.Where(Words.CanBeMistyped))
        {
            var like = await transaction.List<string>(SearchSql.WordsLike, new { workspaceId, word }, cancellationToken);
            words = words.With(word, like.Where(other => Typo.IsBetween(word, other)).Take(Corrections));
        }
        return words;
    }

    private sealed class Named
    {
        public Guid? AuthorId { get; init; }
        public required Guid[] ChannelIds { get; init; }

        /// <summary>All that may be read; null when they are many.</summary>
        public Guid[]? FewChannelIds { get; init; }
        public required string[] Words { get; init; }
        public required string[] Forms { get; init; }
    }

    private sealed class FormRow
    {
        public required string Word { get; init; }
        public required string[] Forms { get; init; }
    }

    private sealed class HitRow
    {
        public Guid MessageId { get; init; }
        public string? ChannelName { get; init; }
        public double Rank { get; init; }
        public long Total { get; init; }
    }
}
