using ChatFlow.Application.Search;
using ChatFlow.Domain;
using ChatFlow.Infrastructure.Messages;
using Dapper;
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

    /// <summary>And if no more messages than these are in them.</summary>
    private const int FewMessages = 50_000;

    public async Task<SearchPage> Find(
        Guid workspaceId, Guid userId, SearchTerms terms, bool newestFirst, int page, int limit, CancellationToken cancellationToken)
    {
        if (terms.IsEmpty)
            return new SearchPage([], page, limit, 0);
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        var named = await connection.QuerySingleAsync<Named>(Command(
            SearchSql.Names, new { workspaceId, userId, terms.From, terms.In, fewChannels = FewChannels, fewMessages = FewMessages, words = terms.Words.Concat(terms.Without).Distinct().ToArray() }));
        if ((terms.From is not null && named.AuthorId is null) || (terms.In is not null && named.ChannelIds.Length == 0))
            return new SearchPage([], page, limit, 0);

        var words = new WordForms(named.Words, named.Forms);
        var hits = await Hits(words.Query(terms));
        if (hits.Count == 0 && page == 1 && terms.Words.Any(Words.CanBeMistyped))
        {
            words = await Corrected(words);
            hits = await Hits(words.Query(terms with { Phrases = [] }));
        }
        if (hits.Count == 0)
            return new SearchPage([], page, limit, 0);

        var there = await connection.QueryAsync<FormRow>(Command(
            SearchSql.Forms, new { words = hits.SelectMany(hit => Words.In(hit.Message.Content)).Select(word => word.Key).Distinct().ToArray() }));
        var found = there.Where(row => words.Matches(row.Forms)).Select(row => row.Word).ToHashSet();
        return new SearchPage(
            [.. hits.Select(hit => new SearchHit(hit.Message.ToDto(userId), hit.Row.ChannelName, Highlight.Of(hit.Message.Content, found), Math.Round(hit.Row.Rank, 4)))],
            page, limit, hits[0].Row.Total);

        // In one round trip, and so in one transaction: how it is planned holds for this statement alone.
        async Task<List<(HitRow Row, MessageRow Message)>> Hits((string Query, string Exact, string[] Phrases) of)
        {
            var channelIds = terms.In is null ? named.FewChannelIds : named.ChannelIds;
            var inSpans = of.Exact.Length > 0 && channelIds is null && named.AuthorId is null;
            await using var both = await connection.QueryMultipleAsync(Command(
                inSpans ? $"{SearchSql.PlanForAnyValues};{SearchSql.FindInSpans}" : $"{SearchSql.PlanForTheseValues};{SearchSql.Find}",
                new
                {
                    spans = inSpans ? Spans.Between(named.Oldest, named.Newest).ToArray() : null,
                    workspaceId,
                    userId,
                    of.Query,
                    of.Exact,
                    phrases = of.Phrases.Length == 0 ? null : of.Phrases,
                    authorId = named.AuthorId,
                    channelIds,
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
                }));
            await both.ReadAsync();
            return both.Read<HitRow, MessageRow, (HitRow, MessageRow)>((row, message) => (row, message), splitOn: "id").AsList();
        }

        async Task<WordForms> Corrected(WordForms corrected)
        {
            foreach (var word in terms.Words.Where(Words.CanBeMistyped))
            {
                var like = await connection.QueryAsync<string>(Command(SearchSql.WordsLike, new { workspaceId, word }));
                corrected = corrected.With(word, like.Where(other => Typo.IsBetween(word, other)).Take(Corrections));
            }
            return corrected;
        }

        CommandDefinition Command(string sql, object values) => new(sql, values, cancellationToken: cancellationToken);
    }

    private sealed class Named
    {
        public Guid? AuthorId { get; init; }
        public required Guid[] ChannelIds { get; init; }

        /// <summary>All that may be read; null when they are many.</summary>
        public Guid[]? FewChannelIds { get; init; }
        public required string[] Words { get; init; }
        public required string[] Forms { get; init; }

        /// <summary>Of the first message that can be found, and of the last.</summary>
        public Guid Oldest { get; init; }
        public Guid Newest { get; init; }
    }

    private sealed class FormRow
    {
        public required string Word { get; init; }
        public required string[] Forms { get; init; }
    }

    private sealed class HitRow
    {
        public string? ChannelName { get; init; }
        public double Rank { get; init; }
        public long Total { get; init; }
    }
}
