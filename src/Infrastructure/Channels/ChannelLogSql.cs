using ChatFlow.Infrastructure.Files;
using ChatFlow.Infrastructure.Postgres;

namespace ChatFlow.Infrastructure.Channels;

[Statements]
internal static class ChannelLogSql
{
    // In id order, so that two nodes that write to the same channels never wait for each other in a circle.
    public const string Lock = """
        SELECT id FROM channels WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE
        """;

    // Whoever sends, sweeps or wears one of them comes before this, and is seen by the next statement, or waits.
    public const string LockFiles = """
        SELECT id FROM files WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE
        """;

    // Looks up repeats by messages_client_id, threads by the primary key; both see everything that was committed to
    // these channels, because the lock was held before this statement's snapshot was taken.
    public const string Write = Input + Judge + Posted + Answer + "NULL::text" + From;

    /// <summary>As <see cref="Write"/>; $8 are the numbers of messages, from 1, $9 the files of each. All of a message's, or the message is refused.</summary>
    public const string WriteWithFiles = Input + Offered + Judge + RefuseFiles + Posted + Attached + Answer + "shown.files" + From + Shown;

    private const string Input = """
        WITH input AS MATERIALIZED (
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7) WITH ORDINALITY
                AS i(id, channel_id, user_id, content, thread_id, client_message_id, created_at, n)
        ), 
        """;

    // A file that is given twice goes with the first.
    private const string Offered = """
        offered AS MATERIALIZED (
            SELECT o.n, o.file_id, o.position, row_number() OVER (PARTITION BY o.file_id ORDER BY o.position) = 1 AND coalesce(
                       f.channel_id = i.channel_id AND f.uploaded_by = i.user_id AND f.message_id IS NULL AND f.expires_at > i.created_at, false) AS is_free
            FROM unnest($8::bigint[], $9::uuid[]) WITH ORDINALITY AS o(n, file_id, position)
            JOIN input i ON i.n = o.n
            LEFT JOIN files f ON f.id = o.file_id
        ), 
        """;

    private const string Judge = """
        judged AS MATERIALIZED (
            SELECT i.*, c.last_seq, u.username, u.display_name,
        """ + FileColumns.AvatarUrl + """
                   AS avatar_url, first.id AS first_id,
                   CASE WHEN member.user_id IS NULL OR active.user_id IS NULL THEN 'AccessLost'
                        WHEN first.id IS NOT NULL THEN 'Repeated'
                        WHEN c.archived_at IS NOT NULL THEN 'AccessLost'
                        WHEN i.thread_id IS NOT NULL AND root.id IS NULL THEN 'BadThread'
        """;

    private const string RefuseFiles = " WHEN i.n IN (SELECT n FROM offered WHERE NOT is_free) THEN 'BadFiles'";

    private const string Posted = """
                        ELSE 'Posted' END AS outcome
            FROM input i
            LEFT JOIN users u ON u.id = i.user_id
            LEFT JOIN channels c ON c.id = i.channel_id AND c.deleted_at IS NULL
            LEFT JOIN channel_members member ON member.channel_id = c.id AND member.user_id = i.user_id
            LEFT JOIN workspace_members active
                ON active.workspace_id = c.workspace_id AND active.user_id = i.user_id AND active.status = 'active'
            LEFT JOIN messages first
                ON first.channel_id = i.channel_id AND first.user_id = i.user_id AND first.client_message_id = i.client_message_id
            LEFT JOIN messages root
                ON root.id = i.thread_id AND root.channel_id = i.channel_id AND root.thread_id IS NULL AND root.deleted_at IS NULL
        ), posted AS MATERIALIZED (
            SELECT j.*, j.last_seq + row_number() OVER (PARTITION BY j.channel_id ORDER BY j.n) AS seq
            FROM judged j WHERE j.outcome = 'Posted'
        ), inserted AS (
            INSERT INTO messages (id, channel_id, seq, user_id, content, thread_id, client_message_id, created_at)
            SELECT id, channel_id, seq, user_id, content, thread_id, client_message_id, created_at FROM posted
        ), moved AS (
            UPDATE channels c
            SET last_seq = t.seq, message_count = c.message_count + t.messages, root_count = c.root_count + t.roots, last_message_at = t.at
            FROM (SELECT channel_id, max(seq) AS seq, count(*) AS messages, count(*) FILTER (WHERE thread_id IS NULL) AS roots,
                         max(created_at) AS at
                  FROM posted GROUP BY channel_id) t
            WHERE c.id = t.channel_id
        ), replied AS (
            UPDATE messages m SET reply_count = m.reply_count + t.replies, last_reply_at = t.at
            FROM (SELECT thread_id, count(*) AS replies, max(created_at) AS at
                  FROM posted WHERE thread_id IS NOT NULL GROUP BY thread_id) t
            WHERE m.id = t.thread_id
        ), marked AS (
            -- A reply is read in its thread and says nothing about the timeline: only roots move the sender's marker.
            UPDATE channel_members m SET last_read_seq = t.seq
            FROM (SELECT channel_id, user_id, max(seq) AS seq FROM posted WHERE thread_id IS NULL GROUP BY channel_id, user_id) t
            WHERE m.channel_id = t.channel_id AND m.user_id = t.user_id AND m.last_read_seq < t.seq
        )
        """;

    private const string Attached = """
        , attached AS (
            UPDATE files f SET message_id = p.id, position = o.position, expires_at = NULL
            FROM offered o JOIN posted p ON p.n = o.n WHERE f.id = o.file_id
            RETURNING f.*
        ), shown AS (
            SELECT f.message_id,
        """ + FileColumns.AsJson + """
             AS files FROM attached f GROUP BY f.message_id
        )
        """;

    private const string Answer = "\nSELECT j.n, j.outcome, j.first_id, p.seq, j.username, j.display_name, j.avatar_url, ";

    private const string From = " FROM judged j LEFT JOIN posted p ON p.n = j.n";

    private const string Shown = " LEFT JOIN shown ON shown.message_id = p.id";
}
