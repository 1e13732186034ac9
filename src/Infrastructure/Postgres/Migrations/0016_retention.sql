-- How far each channel's log was looked through for messages older than its workspace keeps them (docs/decisions/0021): what is
-- before is gone already, and is not looked at again.
CREATE TABLE retention_progress (
    channel_id      uuid PRIMARY KEY REFERENCES channels (id),
    seq             bigint NOT NULL
);
