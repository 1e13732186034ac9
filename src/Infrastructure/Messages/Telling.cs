using ChatFlow.Domain.Messages;
using ChatFlow.Domain.Notifications;
using ChatFlow.Infrastructure.Postgres;
using Npgsql;

namespace ChatFlow.Infrastructure.Messages;

/// <summary>Whom messages mention and who is told of them, decided by the database in the transaction of the message itself.</summary>
internal static class Telling
{
    /// <summary>After an edit: mentions are those of the new text, and who was not mentioned before is told.</summary>
    public static async Task<List<Notified>> After(
        NpgsqlTransaction transaction, Guid messageId, Mentioned mentioned, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(TellingSql.Tell, transaction.Connection, transaction);
        command.Parameters.AddRange(Parameters([(messageId, mentioned)], isNew: false).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return (await Read(reader, cancellationToken)).Where(row => row.Notified is not null).Select(row => row.Notified!).ToList();
    }

    public static IEnumerable<NpgsqlParameter> Parameters(IReadOnlyList<(Guid MessageId, Mentioned Mentioned)> messages, bool isNew)
    {
        var names = messages.SelectMany(m => m.Mentioned.Calls.SelectMany((call, n) => call.Select(name => (m.MessageId, Call: n, Name: name)))).ToList();
        var here = messages.SelectMany(m => m.Mentioned.Here.Select(user => (m.MessageId, user))).ToList();
        yield return new() { Value = messages.Select(m => m.MessageId).ToArray() };
        yield return new() { Value = names.Select(n => n.MessageId).ToArray() };
        yield return new() { Value = names.Select(n => n.Call).ToArray() };
        yield return new() { Value = names.Select(n => n.Name).ToArray() };
        yield return new() { Value = messages.Where(m => m.Mentioned.Everyone).Select(m => m.MessageId).ToArray() };
        yield return new() { Value = here.Select(h => h.MessageId).ToArray() };
        yield return new() { Value = here.Select(h => h.user).ToArray() };
        yield return new() { Value = isNew };
    }

    public static async Task<List<Row>> Read(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        List<Row> rows = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            var (messageId, userId) = (reader.GetGuid(0), reader.GetGuid(1));
            rows.Add(reader.IsDBNull(2) ? new Row(messageId, userId, null) : new Row(messageId, userId, new Notified(reader.GetGuid(2), userId)));
        }
        return rows;
    }

    /// <param name="Notified">Null: the user is mentioned by name.</param>
    public sealed record Row(Guid MessageId, Guid UserId, Notified? Notified);
}

[Statements]
internal static class TellingSql
{
    /// <summary>
    /// $1 messages; $2, $3, $4 what each @ in them may mean; $5 those that mention everybody of the channel; $6, $7 who is @here in them; $8 whether
    /// they are new. Answers who is mentioned by name, and who is told. Names are of whoever can read the channel, everybody means its members.
    /// </summary>
    public const string Tell = """
        WITH posted AS MATERIALIZED (
            SELECT m.id, m.channel_id, m.seq, m.user_id, m.thread_id, coalesce(m.edited_at, m.created_at) AS at, c.workspace_id, c.type
            FROM messages m JOIN channels c ON c.id = m.channel_id WHERE m.id = ANY($1)
        ), named AS (
            SELECT DISTINCT ON (p.id, n.call) p.id, u.id AS user_id
            FROM unnest($2::uuid[], $3::int[], $4::text[]) AS n(message_id, call, name)
            JOIN posted p ON p.id = n.message_id
            JOIN users u ON lower(u.username) = n.name AND u.erased_at IS NULL -- users_username has the others only
            JOIN workspace_members w ON w.workspace_id = p.workspace_id AND w.user_id = u.id AND w.status = 'active'
            LEFT JOIN channel_members m ON m.channel_id = p.channel_id AND m.user_id = u.id
            WHERE p.type = 'public' OR m.user_id IS NOT NULL
            ORDER BY p.id, n.call, length(n.name) DESC
        ), everybody AS (
            SELECT p.id, m.user_id
            FROM unnest($5::uuid[]) AS e(message_id) JOIN posted p ON p.id = e.message_id JOIN channel_members m ON m.channel_id = p.channel_id
            UNION ALL
            SELECT p.id, m.user_id
            FROM unnest($6::uuid[], $7::uuid[]) AS h(message_id, user_id)
            JOIN posted p ON p.id = h.message_id
            JOIN channel_members m ON m.channel_id = p.channel_id AND m.user_id = h.user_id
        ), mentioned AS MATERIALIZED (
            SELECT x.id, x.user_id, bool_or(x.by_name) AS by_name
            FROM (SELECT id, user_id, true AS by_name FROM named UNION ALL SELECT id, user_id, false FROM everybody) x
            GROUP BY x.id, x.user_id
        ), no_more AS (
            DELETE FROM mentions o USING posted p
            WHERE NOT $8::boolean AND o.message_id = p.id
              AND NOT EXISTS (SELECT 1 FROM mentioned x WHERE x.id = o.message_id AND x.user_id = o.user_id)
        ), noted AS (
            INSERT INTO mentions (user_id, channel_id, seq, message_id, by_name)
            SELECT x.user_id, p.channel_id, p.seq, p.id, x.by_name FROM mentioned x JOIN posted p ON p.id = x.id
            ON CONFLICT (user_id, channel_id, seq) DO UPDATE SET by_name = excluded.by_name
        ), due AS (
            SELECT x.id, x.user_id, 'mention' AS type, 1 AS rank
            FROM mentioned x
            LEFT JOIN LATERAL (
                -- LIMIT keeps it a look-up for each: planned for any values, all mentions were read into memory here.
                SELECT true AS held FROM mentions o WHERE NOT $8 AND o.message_id = x.id AND o.user_id = x.user_id LIMIT 1
            ) before ON true
            WHERE before.held IS NULL
            UNION ALL
            SELECT p.id, m.user_id, 'dm', 2
            FROM posted p JOIN channel_members m ON m.channel_id = p.channel_id
            WHERE $8 AND p.type IN ('direct', 'group_dm')
            UNION ALL
            SELECT p.id, r.user_id, 'reply', 3
            FROM posted p JOIN LATERAL (
                SELECT root.user_id FROM messages root WHERE root.id = p.thread_id
                UNION
                SELECT other.user_id FROM messages other WHERE other.thread_id = p.thread_id AND other.seq < p.seq AND other.deleted_at IS NULL
            ) r ON true
            WHERE $8 AND p.thread_id IS NOT NULL
        ), first AS (
            SELECT DISTINCT ON (d.id, d.user_id) d.id, d.user_id, d.type FROM due d ORDER BY d.id, d.user_id, d.rank
        ), told AS (
            INSERT INTO notifications (id, user_id, type, actor_id, channel_id, message_id, created_at)
            SELECT new_id(p.at), f.user_id, f.type, p.user_id, p.channel_id, p.id, p.at
            FROM first f
            JOIN posted p ON p.id = f.id
            LEFT JOIN channel_members m ON m.channel_id = p.channel_id AND m.user_id = f.user_id
            WHERE f.user_id <> p.user_id AND CASE coalesce(m.notify, 'mentions')
                WHEN 'all' THEN true
                WHEN 'mentions' THEN f.type IN ('mention', 'dm')
                ELSE false END
            RETURNING message_id, user_id, id
        )
        SELECT id, user_id, NULL::uuid FROM mentioned WHERE by_name
        UNION ALL
        SELECT message_id, user_id, id FROM told
        """;
}
