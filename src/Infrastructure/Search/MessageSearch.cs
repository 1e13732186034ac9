using System.Collections.Concurrent;
using ChatFlow.Application.Search;
using ChatFlow.Domain;
using ChatFlow.Infrastructure.Messages;
using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.Search;

/// <summary>Finds in what <see cref="SearchIndexer"/> wrote. See docs/decisions/0017 and 0023.</summary>
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

    /// <summary>Of words that no more messages have, all are looked at; of others the newest, span after span.</summary>
    private const int Rare = 2500;

    /// <summary>People who may read much, of whom that is remembered. It decides how they are searched for; what they may read is asked each time.</summary>
    private const int MostReaders = 10_000;
    private static readonly TimeSpan RememberedFor = TimeSpan.FromSeconds(30);

    private readonly KnownWords known = new(clock);
    private readonly ConcurrentDictionary<(Guid WorkspaceId, Guid UserId), Named> readers = new();

    public async Task<SearchPage> Find(
        Guid workspaceId, Guid userId, SearchTerms terms, bool newestFirst, int page, int limit, CancellationToken cancellationToken)
    {
        if (terms.IsEmpty)
            return new SearchPage([], page, limit, 0);
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        var forms = known.FormsOf(terms.Words.Concat(terms.Without));
        var named = Remembered();
        if (named is null || terms.Words.Concat(terms.Without).Any(word => !forms.ContainsKey(word)))
            named = await Name();
        if ((terms.From is not null && named.AuthorId is null) || (terms.In is not null && named.ChannelIds.Length == 0))
            return new SearchPage([], page, limit, 0);
        if (!known.AreCounted)
            await Count();

        var words = new WordForms(forms);
        var hits = await Hits(words, terms);
        if (hits.Count == 0 && page == 1 && terms.Words.Any(Words.CanBeMistyped))
        {
            words = await Corrected(words);
            hits = await Hits(words, terms with { Phrases = [] });
        }
        if (hits.Count == 0)
            return new SearchPage([], page, limit, 0);

        var found = await Found();
        return new SearchPage(
            [.. hits.Select(hit => new SearchHit(hit.Message.ToDto(userId), hit.Row.ChannelName, Highlight.Of(hit.Message.Content, found), Math.Round(hit.Row.Rank, 4)))],
            page, limit, hits[0].Row.Total);

        Named? Remembered() => terms.From is null && terms.In is null && readers.TryGetValue((workspaceId, userId), out var reader)
            && clock.Now() - reader.At < RememberedFor ? reader : null;

        async Task<Named> Name()
        {
            await using var both = await connection.QueryMultipleAsync(Command(
                $"{SearchSql.Names};{SearchSql.Forms}",
                new
                {
                    workspaceId,
                    userId,
                    terms.From,
                    terms.In,
                    fewChannels = FewChannels,
                    fewMessages = FewMessages,
                    now = clock.Now(),
                    words = terms.Words.Concat(terms.Without).Distinct().Where(word => !forms.ContainsKey(word)).ToArray(),
                }));
            var answer = await both.ReadSingleAsync<Named>();
            Keep(await both.ReadAsync<FormRow>(), forms);
            if (answer.FewChannelIds is null && terms.From is null && terms.In is null)
            {
                if (readers.Count >= MostReaders)
                    readers.Clear();
                readers[(workspaceId, userId)] = answer;
            }
            return answer;
        }

        async Task Count()
        {
            var common = (await connection.QueryAsync<CommonRow>(Command(SearchSql.Common, new { }))).AsList();
            known.Count(common.Select(row => (row.Word, row.Messages)), common.FirstOrDefault()?.All ?? 0);
        }

        // In one round trip, and so in one transaction: how it is planned holds for this statement alone.
        async Task<List<(HitRow Row, MessageRow Message)>> Hits(WordForms of, SearchTerms asked)
        {
            var (query, exact, phrases) = of.Query(asked);
            var channelIds = asked.In is null ? named.FewChannelIds : named.ChannelIds;
            var byWords = asked.Words.Count > 0 && channelIds is null && named.AuthorId is null;
            var inSpans = byWords && known.Estimate(of.FormsOf(asked.Words)) > Rare;
            await using var both = await connection.QueryMultipleAsync(Command(
                inSpans ? $"{SearchSql.PlanForAnyValues};{SearchSql.FindInSpans}"
                : byWords ? $"{SearchSql.PlanForAnyValues};{SearchSql.FindRare}"
                : $"{SearchSql.PlanForTheseValues};{SearchSql.Find}",
                new
                {
                    workspaceId,
                    userId,
                    spans = inSpans ? Spans.Between(named.Oldest, named.Newest, since: named.At, clock.Now()).ToArray() : null,
                    query,
                    exact,
                    phrases = phrases.Length == 0 ? null : phrases,
                    authorId = named.AuthorId,
                    channelIds,
                    asked.Before,
                    asked.After,
                    hasLink = asked.Has.Contains(Having.Link),
                    hasFile = asked.Has.Contains(Having.File),
                    hasImage = asked.Has.Contains(Having.Image),
                    hasReaction = asked.Has.Contains(Having.Reaction),
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

        // Words of the messages, to be marked.
        async Task<HashSet<string>> Found()
        {
            var there = hits.SelectMany(hit => Words.In(hit.Message.Content)).Select(word => word.Key).ToHashSet();
            var formsThere = known.FormsOf(there);
            there.ExceptWith(formsThere.Keys);
            if (there.Count > 0)
                Keep(await connection.QueryAsync<FormRow>(Command(SearchSql.Forms, new { words = there.ToArray() })), formsThere);
            return [.. formsThere.Where(one => words.Matches(one.Value)).Select(one => one.Key)];
        }

        void Keep(IEnumerable<FormRow> rows, Dictionary<string, string[]> into)
        {
            foreach (var row in rows)
            {
                into[row.Word] = row.Forms;
                known.Keep(row.Word, row.Forms);
            }
        }

        CommandDefinition Command(string sql, object values) => new(sql, values, cancellationToken: cancellationToken);
    }

    private sealed class Named
    {
        public Guid? AuthorId { get; init; }
        public required Guid[] ChannelIds { get; init; }

        /// <summary>All that may be read; null when they are many.</summary>
        public Guid[]? FewChannelIds { get; init; }

        /// <summary>Of the first message that can be found, and of the last.</summary>
        public Guid Oldest { get; init; }
        public Guid Newest { get; init; }

        /// <summary>When it was so.</summary>
        public DateTimeOffset At { get; init; }
    }

    private sealed class FormRow
    {
        public required string Word { get; init; }
        public required string[] Forms { get; init; }
    }

    private sealed class CommonRow
    {
        public required string Word { get; init; }
        public double Messages { get; init; }
        public double All { get; init; }
    }

    private sealed class HitRow
    {
        public string? ChannelName { get; init; }
        public double Rank { get; init; }
        public long Total { get; init; }
    }
}
