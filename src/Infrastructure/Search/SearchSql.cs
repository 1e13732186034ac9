using ChatFlow.Infrastructure.Messages;
using ChatFlow.Infrastructure.Postgres;

namespace ChatFlow.Infrastructure.Search;

[Statements]
internal static class SearchSql
{
    // Values decide between the two ways of Find: by the words' index, or from the newest message on. A plan for any values would be wrong
    // for half of them. PostgreSQL thinks that comparing a list of words costs as much as comparing numbers, and would go on from the newest
    // for too long; measured, it is about this much. With that in it, whole plans look dear enough to be compiled, which takes longer than they do.
    public const string PlanForTheseValues = """
        SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('cpu_operator_cost', '0.05', true), set_config('jit', 'off', true)
        """;

    // One plan is right for whatever words these find, and making it would take longer than following it.
    public const string PlanForAnyValues = """
        SELECT set_config('plan_cache_mode', 'force_generic_plan', true), set_config('jit', 'off', true)
        """;

    private const string Readable = """
        SELECT c.id, c.name, c.message_count
        FROM channels c
        JOIN workspaces s ON s.id = c.workspace_id AND s.deleted_at IS NULL
        JOIN workspace_members w ON w.workspace_id = c.workspace_id AND w.user_id = @userId AND w.status = 'active'
        LEFT JOIN channel_members m ON m.channel_id = c.id AND m.user_id = @userId
        WHERE c.workspace_id = @workspaceId AND c.deleted_at IS NULL AND (c.type = 'public' OR m.user_id IS NOT NULL)
        """;

    // Whom and where is meant. A name that is not known finds nothing, also of those that the user may not know.
    public const string Names = $"""
        WITH readable AS MATERIALIZED ({Readable})
        SELECT (SELECT u.id FROM users u JOIN workspace_members w ON w.user_id = u.id AND w.workspace_id = @workspaceId
                WHERE lower(u.username) = @from::text) AS author_id,
               ARRAY(SELECT r.id FROM readable r WHERE lower(r.name) = @in::text
                     UNION SELECT c.id FROM channels c JOIN readable r ON r.id = c.id WHERE c.slug = @in::text) AS channel_ids,
               CASE WHEN (SELECT count(*) <= @fewChannels::int AND coalesce(sum(message_count), 0) <= @fewMessages::bigint FROM readable) THEN ARRAY(SELECT id FROM readable) END AS few_channel_ids,
               (SELECT message_id FROM search_messages ORDER BY message_id LIMIT 1) AS oldest,
               (SELECT message_id FROM search_messages ORDER BY message_id DESC LIMIT 1) AS newest,
               @now::timestamptz AS at
        """;

    public const string Forms = "SELECT word, search_forms(word) AS forms FROM unnest(@words::text[]) AS w (word)";

    // search_words_like
    public const string WordsLike = """
        SELECT word FROM search_words WHERE workspace_id = @workspaceId AND word % @word::text ORDER BY similarity(word, @word::text) DESC, uses DESC LIMIT 50
        """;

    private const string Filters = """
        (s.channel_id IN (SELECT id FROM readable)) IS TRUE
              AND (@authorId::uuid IS NULL OR s.user_id = @authorId)
              AND (@channelIds::uuid[] IS NULL OR s.channel_id = ANY(@channelIds))
              AND (@before::timestamptz IS NULL OR s.created_at < @before)
              AND (@after::timestamptz IS NULL OR s.created_at >= @after)
              AND (NOT @hasLink::boolean OR s.has_link)
              AND (NOT @hasFile::boolean OR EXISTS (SELECT 1 FROM files f WHERE f.message_id = s.message_id))
              AND (NOT @hasImage::boolean OR EXISTS (SELECT 1 FROM files f WHERE f.message_id = s.message_id AND f.type LIKE 'image/%'))
              AND (NOT @hasReaction::boolean OR EXISTS (SELECT 1 FROM reactions r WHERE r.message_id = s.message_id))
              AND (@phrases::text[] IS NULL OR (
                  SELECT bool_and(position(p IN lower(concat_ws(' ', m.content, (SELECT string_agg(f.filename, ' ') FROM files f WHERE f.message_id = m.id)))) > 0)
                  FROM messages m, unnest(@phrases::text[]) p WHERE m.id = s.message_id))
        """;

    // What was deleted since it was indexed is left out.
    private const string Ranked = """
        ranked AS (
            SELECT n.message_id, count(*) OVER () AS total,
                   (CASE WHEN n.is_exact THEN 1 ELSE 0.6::float8 END)
                   * (0.5 + 0.5 * exp(-greatest(extract(epoch FROM @now::timestamptz - n.created_at)::float8, 0) / 5184000))
                   / (1 + ln(1 + n.length / 20::float8)) AS rank
            FROM newest n
        ), page AS MATERIALIZED (
            SELECT k.message_id, k.rank, k.total FROM ranked k
            ORDER BY CASE WHEN @newestFirst::boolean THEN 0 ELSE k.rank END DESC, k.message_id DESC
            LIMIT @limit::int OFFSET @skip::bigint
        )
        SELECT c.name AS channel_name, p.rank, p.total,
        """ + MessageSql.Columns + """

        FROM page p JOIN messages m ON m.id = p.message_id AND m.deleted_at IS NULL JOIN users u ON u.id = m.user_id JOIN channels c ON c.id = m.channel_id
        ORDER BY CASE WHEN @newestFirst::boolean THEN 0 ELSE p.rank END DESC, p.message_id DESC
        """;

    // Words that many messages have, and how many, as PostgreSQL has estimated them. Fewer than a thousand are few enough to look at all of them.
    public const string Common = """
        SELECT w.word, w.share * c.reltuples AS messages, c.reltuples::float8 AS all
        FROM pg_class c JOIN pg_stats s ON s.schemaname = c.relnamespace::regnamespace::text AND s.tablename = c.relname AND s.attname = 'words',
             unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) AS w (word, share)
        WHERE c.oid = 'search_messages'::regclass AND w.word IS NOT NULL AND w.share * c.reltuples >= 1000
        """;

    // By words, by what somebody wrote or what stands in a few channels, or from the newest message on, as PostgreSQL decides. The channels are a
    // hashed set ("IS TRUE" keeps it from becoming a join, which would lose the order).
    public const string Find = $"""
        WITH readable AS MATERIALIZED ({Readable}), newest AS MATERIALIZED (
            SELECT s.message_id, s.created_at, length(s.words) AS length, @exact::text = '' OR s.words @@ @exact::tsquery AS is_exact
            FROM search_messages s
            WHERE {Filters}
              AND (@query::text = '' OR s.words @@ @query::tsquery)
            ORDER BY s.message_id DESC LIMIT 1000
        ), {Ranked}
        """;

    // search_messages_words_by_time, by words alone.
    public const string FindRare = $"""
        WITH readable AS MATERIALIZED ({Readable}), newest AS MATERIALIZED (
            SELECT s.message_id, s.created_at, length(s.words) AS length, s.words @@ @exact::tsquery AS is_exact
            FROM search_messages s
            WHERE s.words @@ @query::tsquery
              AND {Filters}
            ORDER BY s.message_id DESC LIMIT 1000
        ), {Ranked}
        """;

    // search_messages_words_by_time, span after span from the newest on, until there are enough: unnest keeps their order, and each is read
    // only when the ones before had too few.
    public const string FindInSpans = $"""
        WITH readable AS MATERIALIZED ({Readable}), newest AS MATERIALIZED (
            SELECT f.message_id, f.created_at, f.length, f.is_exact
            FROM unnest(@spans::text[]) span, LATERAL (
                SELECT s.message_id, s.created_at, length(s.words) AS length, s.words @@ @exact::tsquery AS is_exact
                FROM search_messages s
                WHERE ARRAY[left(s.message_id::text, 4), left(s.message_id::text, 5)] @> ARRAY[span] AND s.words @@ @query::tsquery
                  AND {Filters}
                ORDER BY s.message_id DESC
            ) f LIMIT 1000
        ), {Ranked}
        """;
}
