using System.Diagnostics;
using System.Diagnostics.Metrics;
using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Search;
using ChatFlow.Infrastructure.Postgres;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ChatFlow.Infrastructure.Search;

/// <summary>
/// Reads the channels' logs into the index, just after the commits and in batches, so that no send pays for it. How far it has read is
/// written in the same transaction: whatever dies, nothing is left out and nothing is there twice. See docs/decisions/0017.
/// </summary>
internal sealed partial class SearchIndexer(NpgsqlDataSource postgres, SearchSignal signal, ILogger<SearchIndexer> logger) : BackgroundService
{
    /// <summary>Numbers of the logs in one batch, as near as channels can be cut: it commits in well under a second.</summary>
    public const int BatchSize = 2000;

    /// <summary>For what was committed by a node that died, or by one whose signal did not come.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <summary>What is sent within this time is read together: a batch costs the same few statements whether it has one message or many.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(250);

    /// <summary>So many times as long as a batch took, the machine is left to those who send meanwhile.</summary>
    private const double Yielding = 2;

    private static readonly Gauge<long> Backlog = Telemetry.Meter.CreateGauge<long>(
        "chatflow.search.backlog", "{event}", "Events of channels that are not in the search index yet, as one node has last seen them; of many channels only the first 20.");

    private int batch = BatchSize;

    /// <summary>The only event of the present batch; null when there are more.</summary>
    private (Guid ChannelId, long Seq)? alone;

    /// <summary>An event that could not be indexed though it was alone.</summary>
    private (Guid ChannelId, long Seq)? poison;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await signal.Wait(BetweenLooks, stoppingToken);
                var (isFull, isSending) = (false, false);
                do
                {
                    if (!isFull)
                        await Task.Delay(Gathering, stoppingToken);
                    var begin = Stopwatch.GetTimestamp();
                    isFull = await Index(stoppingToken) >= batch;
                    isSending = signal.HasRung();
                    // Sends come first, and what was written is findable a moment later.
                    if (isSending)
                        await Task.Delay(Yielding * Stopwatch.GetElapsedTime(begin), stoppingToken);
                }
                while (isFull || isSending);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The database is away, or not migrated yet. Everything is still in the logs.
                Failed(e);
                // Or there is something in the batch that cannot be indexed: it shall not keep all that comes after it from being found.
                if (!PostgresErrors.IsUnavailable(e))
                    (poison, batch) = (alone, Math.Max(batch / 50, 1));
                await Task.Delay(BetweenLooks, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Reads one batch.</summary>
    /// <returns>How many numbers of the logs it went through: 0 when there was nothing, or another node is just reading.</returns>
    public async Task<long> Index(CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await transaction.Find<bool>(SearchIndexSql.TakeTurn, new { }, cancellationToken))
            return 0;
        var behind = await transaction.List<Behind>(SearchIndexSql.Behind, new { batch }, cancellationToken);
        Backlog.Record(behind.Sum(range => range.Last - range.After));
        if (behind.Count == 0)
        {
            batch = BatchSize;
            return 0;
        }
        alone = behind is [{ } one] && one.Last - one.After == 1 ? (one.ChannelId, one.Last) : null;
        var ranges = new
        {
            channelIds = behind.Select(one => one.ChannelId).ToArray(),
            afters = behind.Select(one => one.After).ToArray(),
            lasts = behind.Select(one => one.Last).ToArray(),
        };
        if (alone is { } bad && bad == poison)
        {
            await transaction.Execute(SearchIndexSql.Advance, ranges, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            SteppedOver(bad.ChannelId, bad.Seq);
            (poison, batch) = (null, BatchSize);
            return 1;
        }
        var changed = await transaction.List<Changed>(SearchIndexSql.Changed, ranges, cancellationToken);
        var found = changed.Where(message => !message.Deleted).ToList();
        var unused = await transaction.List<Unused>(
            SearchIndexSql.Write,
            new
            {
                all = changed.Select(message => message.Id).ToArray(),
                ids = found.Select(message => message.Id).ToArray(),
                channelIds = found.Select(message => message.ChannelId).ToArray(),
                userIds = found.Select(message => message.UserId).ToArray(),
                createdAts = found.Select(message => message.CreatedAt).ToArray(),
                links = found.Select(message => message.Content.Contains("http://", StringComparison.OrdinalIgnoreCase) || message.Content.Contains("https://", StringComparison.OrdinalIgnoreCase)).ToArray(),
                words = found.Select(message => string.Join(' ', Words.In($"{message.Content}\n{message.Filenames}").Select(word => word.Key).Distinct())).ToArray(),
            },
            cancellationToken);
        if (unused.Count > 0)
            await transaction.Execute(SearchIndexSql.ForgetUnused, new { workspaceIds = unused.Select(one => one.WorkspaceId).ToArray(), words = unused.Select(one => one.Word).ToArray() }, cancellationToken);
        await transaction.Execute(SearchIndexSql.Advance, ranges, cancellationToken);
        await transaction.Find<long>(SearchIndexSql.Tidy, new { }, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return behind.Sum(range => range.Last - range.After);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What was written could not be made findable yet; trying again in a moment")]
    private partial void Failed(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Event {Seq} of channel {ChannelId} cannot be made findable, and is left out")]
    private partial void SteppedOver(Guid channelId, long seq);

    private sealed class Behind
    {
        public Guid ChannelId { get; init; }
        public long After { get; init; }
        public long Last { get; init; }
    }

    private sealed class Unused
    {
        public Guid WorkspaceId { get; init; }
        public required string Word { get; init; }
    }

    private sealed class Changed
    {
        public Guid Id { get; init; }
        public Guid ChannelId { get; init; }
        public Guid UserId { get; init; }
        public DateTimeOffset CreatedAt { get; init; }
        public required string Content { get; init; }
        public string? Filenames { get; init; }
        public bool Deleted { get; init; }
    }
}

[Statements]
internal static class SearchIndexSql
{
    // Until the end of the transaction: one node reads, the others find nothing left.
    public const string TakeTurn = "SELECT pg_try_advisory_xact_lock(7305218301)";

    // Reads all channels, which are few beside messages; search_progress' primary key. Each gives its share, so that they get on together: rows
    // then lie in the order of time also after a long absence, which is how a search for a common word reads them.
    public const string Behind = """
        SELECT c.id AS channel_id, coalesce(p.seq, 0) AS after,
               least(c.last_seq, coalesce(p.seq, 0)
                   + ceil(@batch::float8 * (c.last_seq - coalesce(p.seq, 0)) / sum(c.last_seq - coalesce(p.seq, 0)) OVER ())::bigint) AS last
        FROM channels c LEFT JOIN search_progress p ON p.channel_id = c.id
        WHERE c.last_seq > coalesce(p.seq, 0)
        ORDER BY c.last_message_at DESC NULLS LAST LIMIT @batch
        """;

    // messages_log, channel_events' primary key, files_message. LATERAL with an OFFSET, and the array: however many ranges there are, each is
    // read by the index, which PostgreSQL would think too many for.
    public const string Changed = """
        WITH range AS (SELECT * FROM unnest(@channelIds::uuid[], @afters::bigint[], @lasts::bigint[]) AS r (channel_id, after, last)),
        ids AS (
            SELECT x.id FROM range r, LATERAL (
                SELECT m.id FROM messages m WHERE m.channel_id = r.channel_id AND m.seq > r.after AND m.seq <= r.last OFFSET 0) x
            UNION
            SELECT x.id FROM range r, LATERAL (
                SELECT e.message_id AS id FROM channel_events e
                WHERE e.channel_id = r.channel_id AND e.seq > r.after AND e.seq <= r.last AND e.type IN ('message:edited', 'message:deleted') OFFSET 0) x
        )
        SELECT m.id, m.channel_id, m.user_id, m.created_at, m.content, m.deleted_at IS NOT NULL AS deleted,
               (SELECT string_agg(f.filename, ' ') FROM files f WHERE f.message_id = m.id) AS filenames
        FROM messages m WHERE m.id = ANY (ARRAY(SELECT id FROM ids))
        """;

    // The words that are in use change by the difference between what the messages said and what they say. Those that nobody uses any more come back.
    public const string Write = """
        WITH given AS (
            SELECT * FROM unnest(@ids::uuid[], @channelIds::uuid[], @userIds::uuid[], @createdAts::timestamptz[], @links::boolean[], @words::text[])
                AS g (message_id, channel_id, user_id, created_at, has_link, words)
        ), forms AS MATERIALIZED (
            SELECT w.word, search_forms(w.word) AS forms
            FROM (SELECT DISTINCT word FROM given, unnest(string_to_array(words, ' ')) word WHERE word <> '') w
        ), made AS MATERIALIZED (
            SELECT g.message_id, g.channel_id, g.user_id, g.created_at, g.has_link, array_to_tsvector(coalesce(l.lexemes, '{}')) AS words
            FROM given g LEFT JOIN LATERAL (
                SELECT array_agg(DISTINCT form) AS lexemes
                FROM unnest(string_to_array(g.words, ' ')) word JOIN forms f USING (word), unnest(f.forms) form
            ) l ON true
        ), change AS (
            SELECT c.workspace_id, x.lexeme, sum(x.by) AS by
            FROM (
                SELECT n.channel_id, lexeme, 1 AS by FROM made n, unnest(tsvector_to_array(n.words)) lexeme
                UNION ALL
                SELECT o.channel_id, lexeme, -1 FROM search_messages o, unnest(tsvector_to_array(o.words)) lexeme WHERE o.message_id = ANY(@all::uuid[])
            ) x JOIN channels c ON c.id = x.channel_id
            WHERE char_length(x.lexeme) >= 5 AND x.lexeme NOT LIKE '~%'
            GROUP BY c.workspace_id, x.lexeme HAVING sum(x.by) <> 0
        ), counted AS (
            INSERT INTO search_words AS w (workspace_id, word, uses) SELECT workspace_id, lexeme, by FROM change
            ON CONFLICT (workspace_id, word) DO UPDATE SET uses = w.uses + excluded.uses
            RETURNING w.workspace_id, w.word, w.uses
        ), gone AS (
            DELETE FROM search_messages WHERE message_id = ANY(@all::uuid[]) AND NOT message_id = ANY(@ids::uuid[])
        ), written AS (
            INSERT INTO search_messages AS s (message_id, channel_id, user_id, created_at, has_link, words)
            SELECT message_id, channel_id, user_id, created_at, has_link, words FROM made ORDER BY message_id
            ON CONFLICT (message_id) DO UPDATE SET has_link = excluded.has_link, words = excluded.words
        )
        SELECT workspace_id, word FROM counted WHERE uses <= 0
        """;

    public const string ForgetUnused = """
        DELETE FROM search_words w USING unnest(@workspaceIds::uuid[], @words::text[]) AS u (workspace_id, word)
        WHERE w.workspace_id = u.workspace_id AND w.word = u.word
        """;

    public const string Advance = """
        INSERT INTO search_progress (channel_id, seq)
        SELECT channel_id, last FROM unnest(@channelIds::uuid[], @afters::bigint[], @lasts::bigint[]) AS r (channel_id, after, last)
        ON CONFLICT (channel_id) DO UPDATE SET seq = excluded.seq
        """;

    // What was just written stands beside the index, and every step of a search would read it there: spans by spans, that is long. All at
    // once it is cheaper to put into the index than one by one.
    public const string Tidy = "SELECT gin_clean_pending_list('search_messages_words_by_time')";
}
