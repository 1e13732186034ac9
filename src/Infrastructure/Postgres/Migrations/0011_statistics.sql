-- Each side is counted before it meets another one: a join of messages with members or reactions would count every message as
-- often as it has of them. The unique indexes are what REFRESH … CONCURRENTLY needs.
CREATE MATERIALIZED VIEW channel_statistics AS
SELECT m.channel_id, c.workspace_id,
       count(*) AS total_messages, count(DISTINCT m.user_id) AS unique_senders, max(m.created_at) AS last_message_at
FROM messages m JOIN channels c ON c.id = m.channel_id
WHERE m.deleted_at IS NULL AND c.deleted_at IS NULL AND c.type IN ('public', 'private')
GROUP BY m.channel_id, c.workspace_id
WITH DATA;
CREATE UNIQUE INDEX channel_statistics_channel ON channel_statistics (channel_id);

-- Public channels only: every member of the workspace sees these sums, and nothing of a private channel may be told from them.
CREATE MATERIALIZED VIEW member_statistics AS
WITH sent AS (
    SELECT c.workspace_id, m.user_id, count(*) AS messages_sent, max(m.created_at) AS last_message_at
    FROM messages m JOIN channels c ON c.id = m.channel_id
    WHERE m.deleted_at IS NULL AND c.deleted_at IS NULL AND c.type = 'public'
    GROUP BY c.workspace_id, m.user_id
), reacted AS (
    SELECT c.workspace_id, r.user_id, count(*) AS reactions_added
    FROM reactions r JOIN messages m ON m.id = r.message_id JOIN channels c ON c.id = m.channel_id
    WHERE m.deleted_at IS NULL AND c.deleted_at IS NULL AND c.type = 'public'
    GROUP BY c.workspace_id, r.user_id
)
SELECT workspace_id, user_id, coalesce(s.messages_sent, 0) AS messages_sent,
       coalesce(r.reactions_added, 0) AS reactions_added, s.last_message_at
FROM sent s FULL JOIN reacted r USING (workspace_id, user_id)
WITH DATA;
CREATE UNIQUE INDEX member_statistics_member ON member_statistics (workspace_id, user_id);

-- One row. Whoever refreshes the views holds its lock, so that one node of a cluster does.
CREATE TABLE statistics_refreshes (
    id              int PRIMARY KEY CHECK (id = 1),
    refreshed_at    timestamptz NOT NULL
);
INSERT INTO statistics_refreshes (id, refreshed_at) VALUES (1, date_trunc('milliseconds', now()));
