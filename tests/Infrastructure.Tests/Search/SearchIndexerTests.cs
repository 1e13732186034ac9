using ChatFlow.Infrastructure.Postgres;
using ChatFlow.Infrastructure.Search;
using ChatFlow.Tests.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ChatFlow.Infrastructure.Tests.Search;

public sealed class SearchIndexerTests : IDisposable
{
    private const string User = "a0000000-0000-7000-8000-000000000001";
    private TestDatabase database = null!;
    private SearchIndexer indexer = null!;

    [SetUp]
    public async Task CreateDatabase()
    {
        database = await TestDatabase.Create();
        DapperSetup.Apply();
        indexer = new SearchIndexer(database.DataSource, new SearchSignal(), NullLogger<SearchIndexer>.Instance);
        await database.Execute($"""
            INSERT INTO users (id, email, username, display_name, password_hash, created_at) VALUES ('{User}', 'a@example.org', 'a', 'A', 'x', now());
            INSERT INTO workspaces (id, name, slug, owner_id, created_at) VALUES ('{User}', 'W', 'w', '{User}', now());
            """);
    }

    [TearDown]
    public async Task DropDatabase() => await database.DisposeAsync();

    public void Dispose() => indexer.Dispose();

    // Each is the last one to be written in some order; whatever dies in between, nothing of the batch is there, and nothing is left out.
    [TestCase("search_messages")]
    [TestCase("search_words")]
    [TestCase("search_progress")]
    public async Task BatchThatFails_LeavesNothing_AndIsReadAgain(string table)
    {
        await Channel(1, messages: 3);
        await database.Execute($"""
            CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'planted'; END $$;
            CREATE CONSTRAINT TRIGGER fail AFTER INSERT ON {table} DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION fail();
            """);
        Assert.That(() => indexer.Index(default), Throws.TypeOf<PostgresException>());
        Assert.That(await Counts(), Is.EqualTo((0, 0, 0)));
        await database.Execute($"DROP TRIGGER fail ON {table}");
        while (await indexer.Index(default) > 0)
            continue;
        Assert.That(await Counts(), Is.EqualTo((3, 3, 3)), "messages, uses of their word, and how far their log was read");
    }

    [Test]
    public async Task LongAbsence_IsMadeUp_InAllChannelsAtTheSamePace()
    {
        await Channel(1, messages: 3000);
        await Channel(2, messages: 900);
        await Channel(3, messages: 2);
        await indexer.Index(default);
        Assert.That(await ProgressOf(1), Is.InRange(1500, 1600));
        Assert.That(await ProgressOf(2), Is.InRange(450, 480));
        Assert.That(await ProgressOf(3), Is.EqualTo(2).Or.EqualTo(1));
        while (await indexer.Index(default) > 0)
            continue;
        Assert.That(await Counts(), Is.EqualTo((3902, 3902, 3902)));
    }

    [Test]
    public async Task Batch_IsInTheIndex_AndNotBesideIt()
    {
        await Channel(1, messages: 20);
        await indexer.Index(default);
        Assert.That(await database.Scalar<long>("SELECT gin_clean_pending_list('search_messages_words_by_time')"), Is.Zero, "pages that every step of a search would have to read");
    }

    [Test]
    public async Task Message_ThatCannotBeIndexed_IsLeftOut_AndThoseAfterItAreFound()
    {
        await Channel(1, messages: 100);
        await database.Execute($"""
            CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'planted'; END $$;
            UPDATE messages SET content = 'poison', created_at = '2001-01-01' WHERE seq = 50;
            CREATE TRIGGER fail BEFORE INSERT ON search_messages FOR EACH ROW WHEN (NEW.created_at < '2002-01-01') EXECUTE FUNCTION fail();
            """);
        await indexer.StartAsync(default);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await Counts()).Read < 100)
            await Task.Delay(100, patience.Token);
        await indexer.StopAsync(default);
        Assert.That(await Counts(), Is.EqualTo((99, 99, 100)));
    }

    private async Task Channel(int n, int messages) => await database.Execute($"""
        INSERT INTO channels (id, workspace_id, name, slug, type, created_by, created_at, last_seq) VALUES ('{Id(n)}', '{User}', 'channel', 'channel-{n}', 'public', '{User}', now(), {messages});
        INSERT INTO messages (id, channel_id, seq, user_id, content, created_at) SELECT gen_random_uuid(), '{Id(n)}', n, '{User}', 'a zanzibar', now() FROM generate_series(1, {messages}) n;
        """);

    private async Task<long> ProgressOf(int n) => await database.Scalar<long>($"SELECT seq FROM search_progress WHERE channel_id = '{Id(n)}'");

    private async Task<(long Messages, long Uses, long Read)> Counts() => (
        await database.Scalar<long>("SELECT count(*) FROM search_messages"),
        await database.Scalar<long>("SELECT coalesce(sum(uses), 0)::bigint FROM search_words"),
        await database.Scalar<long>("SELECT coalesce(sum(seq), 0)::bigint FROM search_progress"));

    private static string Id(int n) => $"c0000000-0000-7000-8000-{n:D12}";
}
