using System.Text.Json;
using ChatFlow.Infrastructure.Channels;
using ChatFlow.Infrastructure.Files;
using ChatFlow.Infrastructure.Messages;
using ChatFlow.Infrastructure.Notifications;
using ChatFlow.Infrastructure.Permissions;
using ChatFlow.Tests.Postgres;
using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.Tests.Postgres;

/// <summary>
/// The hot statements with real values, on a channel of 100,000 messages: each table is reached by an index with a condition on it, and no
/// step reads more than a small part of the channel.
/// </summary>
public class PlanTests
{
    /// <summary>Messages in the long channel. Every 51st number of its log is another event.</summary>
    private const int Messages = 100_000;
    private const long LastSeq = Messages / 50 * 51;

    /// <summary>Rows that one step of a plan may read: a batch, the channels of a workspace and a page are each far below.</summary>
    private const double RowLimit = 2_000;

    /// <summary>With a root of 100 replies.</summary>
    private const long ThreadSeq = 50_001;

    private static readonly Guid UserId = Nth('a', 1);
    private static readonly Guid WorkspaceId = Nth('b', 1);
    private static readonly Guid ChannelId = Nth('c', 1);
    private static readonly Guid NewId = Nth('e', 1);
    private static readonly Guid[] ChannelIds = [.. Enumerable.Range(1, 200).Select(n => Nth('c', n))];

    private static readonly object Caught = new { channelIds = new[] { ChannelId }, afters = new[] { LastSeq - 200 }, lasts = new[] { LastSeq } };
    private static readonly object ManyCaught = new
    {
        channelIds = ChannelIds[..100],
        afters = Array.ConvertAll(ChannelIds[..100], _ => 900L),
        lasts = Array.ConvertAll(ChannelIds[..100], _ => 910L),
    };
    private static readonly object Reader = new { channelId = ChannelId, userId = UserId, workspaceId = WorkspaceId, ids = ChannelIds };

    private static readonly Dictionary<string, (string Sql, object Values)[]> Hot = new()
    {
        ["send one"] = Send(1),
        ["send one with files"] = Send(1, withFiles: true),
        ["file"] = [(FileSql.Get, new { fileId = Nth('9', 9), viewerId = UserId, now = DateTimeOffset.UnixEpoch })],
        ["files to sweep"] = [(FileSql.Condemn, new { now = DateTimeOffset.UnixEpoch })],
        ["tell of an edit"] = [(TellingSql.Tell, Tell(Nth('d', ThreadSeq), isNew: false))],
        ["newest page"] = [(MessageSql.Older, new { channelId = ChannelId, before = long.MaxValue, olderRows = 51, skip = 0L })],
        ["older page"] = [(MessageSql.Older, new { channelId = ChannelId, before = LastSeq / 2, olderRows = 51, skip = 0L })],
        ["newer page"] = [(MessageSql.Newer, new { channelId = ChannelId, from = LastSeq / 2, newerRows = 51 })],
        ["total"] = [(MessageSql.Total, Reader)],
        ["thread"] = [(MessageSql.Thread, new { messageId = Nth('d', ThreadSeq), after = 0L, take = 51 })],
        ["one message"] = [(MessageSql.Get, new { messageId = Nth('d', ThreadSeq) })],
        ["unread of a channel"] = [(ReadMarkerSql.Get, Reader)],
        ["unread of all channels"] = [(ChannelSql.ListVisible, Reader)],
        ["catch-up: messages"] = [(MessageSql.Ranges, Caught)],
        ["catch-up of many channels: messages"] = [(MessageSql.Ranges, ManyCaught)],
        ["catch-up of many channels: changed messages"] = [(MessageSql.Changed, ManyCaught)],
        ["catch-up of many channels: other events"] = [(ChannelFeedSql.Others, ManyCaught)],
        ["catch-up: changed messages"] = [(MessageSql.Changed, Caught)],
        ["catch-up: other events"] = [(ChannelFeedSql.Others, Caught)],
        ["catch-up: head"] = [(ChannelFeedSql.Head, Reader)],
        ["catch-up: heads"] = [(ChannelFeedSql.Heads, Reader)],
        ["catch-up: readable heads"] = [(ChannelSql.ReadableHeads, Reader)],
        ["access"] = [(AccessSql.ToChannel, Reader)],
        ["notifications"] = [(NotificationSql.List, new { userId = UserId, unreadOnly = false, before = (Guid?)null, take = 51 })],
        ["unread notifications"] = [(NotificationSql.List, new { userId = UserId, unreadOnly = true, before = (Guid?)Nth('f', 1), take = 51 })],
    };

    private static TestDatabase database = null!;

    private static IEnumerable<string> Names => Hot.Keys;

    [OneTimeSetUp]
    public static async Task Fill()
    {
        database = await TestDatabase.Create();
        // 10 workspaces of 200 channels; the first user is in every channel of the first, 50 messages behind.
        await database.Execute($"""
            CREATE FUNCTION nth(kind text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
                SELECT (kind || '0000000-0000-7000-8000-' || lpad((n * 618033989 % 1000000007)::text, 12, '0'))::uuid
            $$;
            INSERT INTO users (id, email, username, display_name, password_hash, created_at)
            SELECT nth('a', n), 'u' || n || '@example.org', 'user' || n, 'User ' || n, repeat('x', 60), now() FROM generate_series(1, 50000) n;
            INSERT INTO workspaces (id, name, slug, owner_id, created_at)
            SELECT nth('b', n), 'W' || n, 'w' || n, nth('a', n), now() FROM generate_series(1, 10) n;
            INSERT INTO workspace_members (workspace_id, user_id, role, status, joined_at)
            SELECT nth('b', (n - 1) % 10 + 1), nth('a', n), CASE WHEN n <= 10 THEN 'owner' ELSE 'member' END, 'active', now()
            FROM generate_series(1, 50000) n;
            INSERT INTO channels (id, workspace_id, name, slug, type, created_by, created_at, last_seq)
            SELECT nth('c', n), nth('b', (n - 1) / 200 + 1), 'channel ' || n, 'channel-' || n, 'public', nth('a', (n - 1) / 200 + 1), now(),
                   CASE WHEN n = 1 THEN {LastSeq} WHEN n <= 21 THEN 1000 ELSE 0 END
            FROM generate_series(1, 2000) n;
            INSERT INTO channel_members (channel_id, user_id, role, last_read_seq, joined_at)
            SELECT c.id, nth('a', m * 10 + w.n), 'member', greatest(c.last_seq - 50, 0), now()
            FROM channels c JOIN generate_series(1, 10) w(n) ON c.workspace_id = nth('b', w.n), generate_series(0, 29) m;
            INSERT INTO messages (id, channel_id, seq, user_id, content, client_message_id, thread_id, created_at)
            SELECT nth('d', n), '{ChannelId}', n, nth('a', n % 30 * 10 + 1), 'Message ' || n, nth('d', n),
                   CASE WHEN n % 10 = 0 THEN nth('d', n / 1000 * 1000 + 1) END, now() - (200000 - n) * interval '1 second'
            FROM generate_series(1, {LastSeq}) n WHERE n % 51 <> 0;
            INSERT INTO messages (id, channel_id, seq, user_id, content, client_message_id, created_at)
            SELECT nth('d', c * 1000000 + n), nth('c', c), n, nth('a', n % 30 * 10 + 1), 'Message ' || n, nth('d', n), now()
            FROM generate_series(2, 21) c, generate_series(1, 1000) n;
            INSERT INTO channel_events (channel_id, seq, type, user_id, created_at, message_id)
            SELECT '{ChannelId}', n, CASE WHEN n % 2 = 0 THEN 'message:edited' ELSE 'reaction:added' END, '{UserId}', now(), nth('d', n - 10)
            FROM generate_series(51, {LastSeq}, 51) n;
            INSERT INTO reactions (message_id, emoji, user_id, created_at)
            SELECT m.id, '+1', nth('a', u * 10 + 1), now() FROM messages m, generate_series(1, 3) u WHERE m.seq % 7 = 0;
            INSERT INTO mentions (user_id, channel_id, seq, message_id, by_name)
            SELECT nth('a', m.seq % 300 / 10 * 10 + 1), m.channel_id, m.seq, m.id, true FROM messages m WHERE m.seq % 5 = 0;
            INSERT INTO notifications (id, user_id, type, actor_id, channel_id, message_id, created_at, read_at)
            SELECT nth('f', row_number() OVER (ORDER BY seq)), o.user_id, 'mention', nth('a', 11), o.channel_id, o.message_id, now(),
                   CASE WHEN o.seq % 3 = 0 THEN now() END
            FROM mentions o;
            INSERT INTO files (id, uploaded_by, channel_id, message_id, position, filename, size, type, has_thumbnail, thumbnail_made_at, uploaded_at, expires_at)
            SELECT nth('9', m.seq), m.user_id, m.channel_id, CASE WHEN m.seq % 18 = 0 THEN m.id END, 1, 'a.png', 1, 'image/png', true,
                   CASE WHEN m.seq < 99000 THEN now() END, now(), CASE WHEN m.seq % 18 <> 0 THEN '2100-01-01'::timestamptz END
            FROM messages m WHERE m.channel_id = '{ChannelId}' AND m.seq % 9 = 0;
            INSERT INTO files (id, uploaded_by, channel_id, filename, size, type, has_thumbnail, uploaded_at, expires_at)
            SELECT nth('9', 1000000 + n), '{UserId}', nth('c', n % 20 + 1), 'a.bin', 1, 'application/octet-stream', false, now(), '2100-01-01'
            FROM generate_series(1, 1000) n;
            ANALYZE;
            """);
        Assert.That(await database.Scalar<long>($"SELECT count(*) FROM messages WHERE channel_id = '{ChannelId}'"), Is.EqualTo(Messages));
    }

    [OneTimeTearDown]
    public static async Task DropDatabase() => await database.DisposeAsync();

    [TestCaseSource(nameof(Names))]
    public async Task HotStatement_UsesIndexesAlone(string name) => Assert.That(string.Join('\n', await Scans(Hot[name])), Is.Empty);

    /// <summary>As PostgreSQL may plan a prepared statement after its fifth time: for any values.</summary>
    [TestCaseSource(nameof(Names))]
    public async Task HotStatement_PlannedForAnyValues_UsesIndexesAlone(string name) => Assert.That(string.Join('\n', await Scans(Hot[name], forAnyValues: true)), Is.Empty);

    // Joined to many messages at once, a small table is read sooner whole than row by row, and PostgreSQL does. What grows with messages is not.
    [TestCase(20, false)]
    [TestCase(500, false)]
    [TestCase(20, true)]
    public async Task Batch_ReadsNothingWholeThatGrowsWithMessages(int count, bool withFiles)
    {
        var scans = await Scans(Send(count, withFiles), besides: ["users", "workspace_members", "channels", "channel_members"]);
        Assert.That(string.Join('\n', scans), Is.Empty);
    }

    // Each is an older page as it should not be: sorted and cut without the index, or by it, and then read to the middle of the channel.
    [TestCase("m.channel_id = @channelId", "m.channel_id::text = @channelId::text")]
    [TestCase("m.seq < @before", "m.seq + 0 < @before")]
    public async Task StatementThatScans_WouldBeFound(string part, string planted)
    {
        var (sql, values) = Hot["older page"].Single();
        Assert.That(await Scans([(sql.Replace(part, planted), values)]), Is.Not.Empty);
    }

    /// <returns>What the statements, run one after the other and rolled back, read in another way than by a condition on an index, or too much of.</returns>
    private static async Task<List<string>> Scans((string Sql, object Values)[] statements, bool forAnyValues = false, string[]? besides = null)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        List<string> scans = [];
        foreach (var (sql, values) in statements)
        {
            const string Explained = "EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF, FORMAT JSON) ";
            var explain = Explained + (forAnyValues ? await AnyValues.Prepare(connection, sql, values) : sql);
            var plan = forAnyValues ? await connection.QuerySingleAsync<string>(explain, transaction: transaction)
                : values is NpgsqlParameter[] positional
                ? await Explain(connection, explain, positional)
                : await connection.QuerySingleAsync<string>(explain, values, transaction);
            using var json = JsonDocument.Parse(plan);
            var found = Nodes(json.RootElement[0].GetProperty("Plan")).Where(node => IsScan(node) && !(besides ?? []).Contains(Text(node, "Relation Name"))).Select(node => node.GetRawText()).ToList();
            if (found.Count > 0)
                scans.AddRange([.. found, sql, plan]);
        }
        return scans;
    }

    private static async Task<string> Explain(NpgsqlConnection connection, string explain, NpgsqlParameter[] values)
    {
        await using var command = new NpgsqlCommand(explain, connection);
        command.Parameters.AddRange(Array.ConvertAll(values, value => value.Clone()));
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static IEnumerable<JsonElement> Nodes(JsonElement node) =>
        node.TryGetProperty("Plans", out var plans) ? [node, .. plans.EnumerateArray().SelectMany(Nodes)] : [node];

    // Workspaces are one page: reading it is the shortest way to each.
    private static bool IsScan(JsonElement node)
    {
        var type = node.GetProperty("Node Type").GetString()!;
        if (!type.EndsWith("Scan", StringComparison.Ordinal) || Text(node, "Relation Name") == "workspaces")
            return false;
        var read = node.GetProperty("Actual Loops").GetDouble()
            * (node.GetProperty("Actual Rows").GetDouble() + Number(node, "Rows Removed by Filter") + Number(node, "Rows Removed by Index Recheck"));
        return type == "Seq Scan" || (type.Contains("Index") && Text(node, "Index Cond") is null) || read > RowLimit;
    }

    private static string? Text(JsonElement node, string name) => node.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static double Number(JsonElement node, string name) => node.TryGetProperty(name, out var value) ? value.GetDouble() : 0;

    /// <summary>Messages to the first channels in turn, as one commit; every tenth is a reply, and all are told of to those they name.</summary>
    /// <param name="withFiles">Two to each.</param>
    private static (string, object)[] Send(int count, bool withFiles = false)
    {
        var n = Enumerable.Range(1, count).ToArray();
        Guid[] channels = [.. n.Select(i => Nth('c', i % 20 + 1))];
        NpgsqlParameter[] messages =
        [
            new() { Value = Array.ConvertAll(n, i => Nth('e', i)) },
            new() { Value = channels },
            new() { Value = Array.ConvertAll(n, _ => UserId) },
            new() { Value = Array.ConvertAll(n, i => $"Hello {i}") },
            new() { Value = Array.ConvertAll(n, i => i % 10 == 0 ? Nth('d', ThreadSeq) : (Guid?)null) },
            new() { Value = Array.ConvertAll(n, i => (Guid?)Nth('e', i)) },
            new() { Value = Array.ConvertAll(n, _ => DateTimeOffset.UnixEpoch) },
        ];
        var files = n.SelectMany(i => new (long Message, Guid Id)[] { (i, Unsent(i)), (i, Unsent(500 + i)) }).ToArray();
        var ids = new NpgsqlParameter { Value = files.Select(file => file.Id).ToArray() };
        (string, object)[] write = withFiles
            ? [
                (ChannelLogSql.LockFiles, (NpgsqlParameter[])[ids]),
                (ChannelLogSql.WriteWithFiles, (NpgsqlParameter[])[.. messages, new() { Value = files.Select(file => file.Message).ToArray() }, ids]),
            ]
            : [(ChannelLogSql.Write, messages)];
        return
        [
            (ChannelLogSql.Lock, new NpgsqlParameter[] { new() { Value = channels.Distinct().ToArray() } }),
            .. write,
            (TellingSql.Tell, Tell(NewId, isNew: true)),
        ];
    }

    /// <summary>A file of the first user's in the channel of the n-th message, of 1 to 1000.</summary>
    private static Guid Unsent(int n) => Nth('9', 1_000_000 + n);

    private static NpgsqlParameter[] Tell(Guid messageId, bool isNew) =>
        [.. Telling.Parameters([(messageId, new([["user11", "user11."], ["user21"]], Everyone: true, Here: [Nth('a', 31)]))], isNew)];

    // Spread over their range: what comes first of its kind must not be the first in an index.
    private static Guid Nth(char kind, long n) => new($"{kind}0000000-0000-7000-8000-{n * 618033989 % 1000000007:D12}");
}
