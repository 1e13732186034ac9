using System.Text.Json;
using ChatFlow.Application.Search;
using ChatFlow.Infrastructure.Postgres;
using ChatFlow.Infrastructure.Search;
using ChatFlow.Infrastructure.Tests.Postgres;
using ChatFlow.Tests.Postgres;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatFlow.Infrastructure.Tests.Search;

/// <summary>More than a thousand messages fit, of a year and in more channels than are asked for by name: what is found is the newest thousand that may be read.</summary>
public class MessageSearchTests
{
    private const int Fitting = 3000;
    private const int Private = 7;
    private static readonly Guid Reader = new("a0000000-0000-7000-8000-000000000001");
    private static readonly Guid Workspace = new("b0000000-0000-7000-8000-000000000001");
    private static TestDatabase database = null!;

    // A message every 3 hours; every third has the word, and every fifth another one as well. One channel in seven is private.
    [OneTimeSetUp]
    public static async Task Fill()
    {
        database = await TestDatabase.Create();
        DapperSetup.Apply();
        await database.Execute($"""
            CREATE FUNCTION nth(n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
                SELECT (lpad(to_hex(1735689600000 + n * 10800000), 12, '0') || '70008000' || lpad(abs(n)::text, 12, '0'))::uuid
            $$;
            INSERT INTO users (id, email, username, display_name, password_hash, created_at) VALUES ('{Reader}', 'a@example.org', 'a', 'A', 'x', now());
            INSERT INTO workspaces (id, name, slug, owner_id, created_at) VALUES ('{Workspace}', 'W', 'w', '{Reader}', now());
            INSERT INTO workspace_members (workspace_id, user_id, role, status, joined_at) VALUES ('{Workspace}', '{Reader}', 'member', 'active', now());
            INSERT INTO channels (id, workspace_id, name, slug, type, created_by, created_at, last_seq)
            SELECT nth(-n), '{Workspace}', 'channel ' || n, 'channel-' || n, CASE WHEN n % {Private} = 0 THEN 'private' ELSE 'public' END, '{Reader}', now(), 0 FROM generate_series(1, 300) n;
            INSERT INTO messages (id, channel_id, seq, user_id, content, created_at)
            SELECT nth(n), nth(-(n % 300 + 1)), n, '{Reader}', concat_ws(' ', 'message', CASE WHEN n % 3 = 0 THEN 'zanzibar' END, CASE WHEN n % 5 = 0 THEN 'marmalade' END, CASE WHEN n = 9 THEN 'quokka' END, CASE WHEN n = 12 THEN 'walrus' END),
                   to_timestamp(1735689600 + n * 10800)
            FROM generate_series(1, {3 * Fitting}) n;
            UPDATE channels c SET last_seq = (SELECT coalesce(max(seq), 0) FROM messages m WHERE m.channel_id = c.id);
            """);
        using var indexer = new SearchIndexer(database.DataSource, new SearchSignal(), NullLogger<SearchIndexer>.Instance);
        while (await indexer.Index(default) > 0)
            continue;
        await database.Execute("ANALYZE");
    }

    [OneTimeTearDown]
    public static async Task DropDatabase() => await database.DisposeAsync();

    [TestCase("zanzibar", "", "m.seq % 3 = 0", 1000)]
    [TestCase("zanzibar marmalade", "", "m.seq % 15 = 0", 540)]
    [TestCase("zanzibar", "marmalade", "m.seq % 3 = 0 AND m.seq % 5 <> 0", 1000)]
    [TestCase("quokka", "", "m.seq = 9", 1)]
    public async Task Search_FindsTheNewestThousandThatMayBeRead(string words, string without, string fits, int total)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        var expected = (await connection.QueryAsync<Guid>($"""
            SELECT m.id FROM messages m JOIN channels c ON c.id = m.channel_id AND c.type = 'public' WHERE {fits} ORDER BY m.id DESC LIMIT 1000
            """)).ToList();
        Assert.That(expected, Has.Count.EqualTo(total), "what is planted");
        var terms = new SearchTerms(Words(words), Words(without), [], null, null, null, null, []);
        List<Guid> found = [];
        for (var page = 1; page <= 11; page++)
        {
            var hits = await Find(terms, page);
            Assert.That(hits.Hits.Count == 0 || hits.Total == total, "the count");
            found.AddRange(hits.Hits.Select(hit => hit.Message.Id));
        }
        Assert.That(found, Is.EqualTo(expected));

        static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    [TestCase("marmalade")]
    [TestCase("walrus", TestName = "a rare word")]
    public async Task Message_ThatWasDeletedAfterItWasIndexed_IsNotFound(string word)
    {
        var terms = new SearchTerms([word], [], [], null, null, null, null, []);
        var first = (await Find(terms, page: 1)).Hits[0].Message.Id;
        await database.Execute($"UPDATE messages SET deleted_at = now() WHERE id = '{first}'");
        Assert.That((await Find(terms, page: 1)).Hits.Select(hit => hit.Message.Id), Has.None.EqualTo(first));
        await database.Execute($"UPDATE messages SET deleted_at = NULL WHERE id = '{first}'");
    }

    [Test]
    public async Task Search_ReadsNoOlderMessages_WhenTheNewestAreEnough()
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var values = new
        {
            workspaceId = Workspace,
            userId = Reader,
            spans = Spans.Between(await database.Scalar<Guid>("SELECT nth(1)"), await database.Scalar<Guid>($"SELECT nth({3 * Fitting})"), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch).ToArray(),
            query = "'zanzibar'",
            exact = "'zanzibar'",
            authorId = (Guid?)null,
            channelIds = (await connection.QueryAsync<Guid>("SELECT id FROM channels")).ToArray(),
            before = DateTimeOffset.UnixEpoch.AddYears(100),
            after = DateTimeOffset.UnixEpoch,
            hasLink = false,
            hasFile = false,
            hasImage = false,
            hasReaction = false,
            phrases = new[] { "zanzibar" },
            newestFirst = true,
            now = DateTimeOffset.UnixEpoch,
            limit = 20,
            skip = 0L,
        };
        var explain = "EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF, FORMAT JSON) " + await AnyValues.Prepare(connection, SearchSql.FindInSpans, values);
        using var plan = JsonDocument.Parse(await connection.QuerySingleAsync<string>(explain));
        var read = Nodes(plan.RootElement[0].GetProperty("Plan"))
            .Where(node => node.TryGetProperty("Relation Name", out var table) && table.GetString() == "search_messages")
            .Sum(node => node.GetProperty("Actual Loops").GetDouble() * (node.GetProperty("Actual Rows").GetDouble() + Removed(node)));
        Assert.That(read, Is.InRange(1000, Fitting * 2 / 3), plan.RootElement.GetRawText());
    }

    private static Task<SearchPage> Find(SearchTerms terms, int page) =>
        new MessageSearch(database.DataSource, TimeProvider.System).Find(Workspace, Reader, terms, newestFirst: true, page, limit: 100, default);

    private static IEnumerable<JsonElement> Nodes(JsonElement node) =>
        node.TryGetProperty("Plans", out var plans) ? [node, .. plans.EnumerateArray().SelectMany(Nodes)] : [node];

    private static double Removed(JsonElement node) => node.TryGetProperty("Rows Removed by Filter", out var rows) ? rows.GetDouble() : 0;
}
