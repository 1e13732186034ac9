-- A row is there before its bytes are, and until they are gone: what lies in the store is in here (docs/files.md).
CREATE TABLE files (
    id              uuid PRIMARY KEY,
    uploaded_by     uuid NOT NULL REFERENCES users (id),
    channel_id      uuid REFERENCES channels (id), -- null: the uploader's own, for their avatar
    workspace_id    uuid REFERENCES workspaces (id), -- whose quota it counts in
    message_id      uuid REFERENCES messages (id), -- null until it is sent
    position        int, -- among the files of the message
    filename        text NOT NULL CHECK (char_length(filename) BETWEEN 1 AND 255),
    size            bigint NOT NULL CHECK (size > 0),
    type            text NOT NULL,
    width           int, -- of pictures that browsers may show
    height          int,
    has_thumbnail   boolean NOT NULL, -- one is made, or about to be
    thumbnail_made_at timestamptz,
    uploaded_at     timestamptz NOT NULL,
    expires_at      timestamptz -- when it may be swept; null: it is in use
);
CREATE INDEX files_message ON files (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX files_expired ON files (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX files_unmade ON files (id) WHERE has_thumbnail AND thumbnail_made_at IS NULL;
CREATE INDEX files_channel ON files (channel_id);
CREATE INDEX files_uploader ON files (uploaded_by);

ALTER TABLE users ADD COLUMN avatar_file_id uuid REFERENCES files (id);
CREATE INDEX users_avatar ON users (avatar_file_id) WHERE avatar_file_id IS NOT NULL;

-- Of all files that are in the store, sent or not: counted with each, so that no upload has to sum up.
ALTER TABLE workspaces ADD COLUMN file_bytes bigint NOT NULL DEFAULT 0;
