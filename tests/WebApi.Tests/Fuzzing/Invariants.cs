namespace ChatFlow.WebApi.Tests.Fuzzing;

/// <summary>What is always so in the database. Each question counts the rows for which it is not.</summary>
internal static class Invariants
{
    public static readonly (string Rule, string Broken)[] All =
    [
        ("A channel's log is 1 to last_seq, without a gap and nothing twice.", """
            SELECT count(*) FROM channels c
            LEFT JOIN LATERAL (
                SELECT count(*) AS entries, count(DISTINCT seq) AS seqs, coalesce(max(seq), 0) AS last
                FROM (SELECT seq FROM messages WHERE channel_id = c.id UNION ALL SELECT seq FROM channel_events WHERE channel_id = c.id) AS log
            ) AS l ON true
            WHERE (l.entries, l.seqs, l.last) <> (c.last_seq, c.last_seq, c.last_seq)
            """),
        ("message_count and root_count are the numbers of messages.", """
            SELECT count(*) FROM channels c
            LEFT JOIN LATERAL (SELECT count(*) AS messages, count(*) FILTER (WHERE thread_id IS NULL) AS roots FROM messages WHERE channel_id = c.id) AS m ON true
            WHERE (m.messages, m.roots) <> (c.message_count, c.root_count)
            """),
        ("member_count of a channel is the number of its members.", """
            SELECT count(*) FROM channels c
            WHERE c.deleted_at IS NULL AND c.member_count <> (SELECT count(*) FROM channel_members m WHERE m.channel_id = c.id)
            """),
        ("member_count of a workspace is the number of its active members.", """
            SELECT count(*) FROM workspaces w
            WHERE w.deleted_at IS NULL AND w.member_count <> (SELECT count(*) FROM workspace_members m WHERE m.workspace_id = w.id AND m.status = 'active')
            """),
        ("A workspace has one owner, who is the owner_id.", """
            SELECT count(*) FROM workspaces w
            WHERE w.deleted_at IS NULL AND NOT EXISTS (SELECT FROM workspace_members m WHERE m.workspace_id = w.id AND m.role = 'owner' AND m.user_id = w.owner_id)
            """),
        ("Who is in a channel is in its workspace.", """
            SELECT count(*) FROM channel_members m JOIN channels c ON c.id = m.channel_id JOIN workspaces w ON w.id = c.workspace_id
            WHERE c.deleted_at IS NULL AND w.deleted_at IS NULL
              AND NOT EXISTS (SELECT FROM workspace_members x WHERE x.workspace_id = c.workspace_id AND x.user_id = m.user_id AND x.status = 'active')
            """),
        ("A read marker is nowhere beyond the log.", "SELECT count(*) FROM channel_members m JOIN channels c ON c.id = m.channel_id WHERE m.last_read_seq NOT BETWEEN 0 AND c.last_seq"),
        ("A reply is to a root of the same channel, and reply_count is the number of those that are left.", """
            SELECT (SELECT count(*) FROM messages m WHERE m.thread_id IS NOT NULL AND NOT EXISTS (
                        SELECT FROM messages r WHERE r.id = m.thread_id AND r.channel_id = m.channel_id AND r.thread_id IS NULL))
                 + (SELECT count(*) FROM messages r WHERE r.reply_count <> (SELECT count(*) FROM messages m WHERE m.thread_id = r.id AND m.deleted_at IS NULL))
            """),
        ("Of a deleted message nothing is left.", """
            SELECT count(*) FROM messages m WHERE m.deleted_at IS NOT NULL
              AND (m.content <> '' OR m.pinned_at IS NOT NULL OR EXISTS (SELECT FROM reactions r WHERE r.message_id = m.id) OR EXISTS (SELECT FROM message_edits e WHERE e.message_id = m.id))
            """),
        ("A file is in a message of its own channel.", "SELECT count(*) FROM files f JOIN messages m ON m.id = f.message_id WHERE m.channel_id <> f.channel_id"),
        ("A notification is about a channel of a workspace that its user is or was in.", """
            SELECT count(*) FROM notifications n JOIN channels c ON c.id = n.channel_id
            WHERE NOT EXISTS (SELECT FROM workspace_members m WHERE m.workspace_id = c.workspace_id AND m.user_id = n.user_id)
            """),
        ("No transaction was left open.", "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%' AND state_change < now() - interval '5 seconds'"),
    ];
}
