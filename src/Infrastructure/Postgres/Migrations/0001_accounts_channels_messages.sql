-- Users are never deleted: erasing one empties the row, so that messages keep an author (docs/decisions/0002).
CREATE TABLE users (
    id              uuid PRIMARY KEY,
    email           text NOT NULL,
    username        text NOT NULL,
    display_name    text NOT NULL CHECK (char_length(display_name) <= 100),
    password_hash   text NOT NULL,
    bio             text,
    timezone        text,
    status          text NOT NULL DEFAULT 'offline' CHECK (status IN ('online', 'away', 'dnd', 'offline')),
    status_message  text,
    email_verified  boolean NOT NULL DEFAULT false,
    created_at      timestamptz NOT NULL,
    last_seen_at    timestamptz
);
CREATE UNIQUE INDEX users_email ON users (lower(email));
CREATE UNIQUE INDEX users_username ON users (lower(username));

CREATE TABLE email_verifications (
    secret_hash     bytea PRIMARY KEY,
    user_id         uuid NOT NULL REFERENCES users (id),
    expires_at      timestamptz NOT NULL
);

CREATE TABLE sessions (
    id              uuid PRIMARY KEY,
    user_id         uuid NOT NULL REFERENCES users (id),
    refresh_hash    bytea NOT NULL UNIQUE,
    created_at      timestamptz NOT NULL,
    last_used_at    timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    address         text,
    user_agent      text
);
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE workspaces (
    id              uuid PRIMARY KEY,
    name            text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    slug            text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9-]{1,100}$'),
    description     text,
    owner_id        uuid NOT NULL REFERENCES users (id),
    plan            text NOT NULL DEFAULT 'free' CHECK (plan IN ('free', 'pro', 'enterprise')),
    member_limit    int NOT NULL DEFAULT 30 CHECK (member_limit > 0),
    member_count    int NOT NULL DEFAULT 1,
    retention_hours int CHECK (retention_hours > 0),
    created_at      timestamptz NOT NULL,
    deleted_at      timestamptz
);

CREATE TABLE workspace_members (
    workspace_id    uuid NOT NULL REFERENCES workspaces (id),
    user_id         uuid NOT NULL REFERENCES users (id),
    role            text NOT NULL CHECK (role IN ('owner', 'admin', 'moderator', 'member')),
    status          text NOT NULL CHECK (status IN ('active', 'invited', 'left', 'removed')),
    joined_at       timestamptz NOT NULL,
    last_active     timestamptz,
    PRIMARY KEY (workspace_id, user_id)
);
CREATE INDEX workspace_members_user ON workspace_members (user_id);

-- last_seq is the head of the channel's log. Whoever gives out the next seq holds this row's lock until its commit:
-- that is what makes seqs free of gaps and puts all changes of a channel in one order.
CREATE TABLE channels (
    id              uuid PRIMARY KEY,
    workspace_id    uuid NOT NULL REFERENCES workspaces (id),
    name            text NOT NULL CHECK (char_length(name) BETWEEN 3 AND 80),
    slug            text NOT NULL CHECK (slug ~ '^[a-z0-9-]{1,100}$'),
    type            text NOT NULL CHECK (type IN ('public', 'private', 'direct', 'group_dm')),
    description     text,
    topic           text CHECK (char_length(topic) <= 500),
    created_by      uuid NOT NULL REFERENCES users (id),
    created_at      timestamptz NOT NULL,
    archived_at     timestamptz,
    deleted_at      timestamptz,
    last_seq        bigint NOT NULL DEFAULT 0,
    member_count    int NOT NULL DEFAULT 0,
    message_count   bigint NOT NULL DEFAULT 0,
    root_count      bigint NOT NULL DEFAULT 0,
    last_message_at timestamptz
) WITH (fillfactor = 70); -- updated with every message: room for HOT updates keeps it in its page
CREATE UNIQUE INDEX channels_slug ON channels (workspace_id, slug) WHERE deleted_at IS NULL;

CREATE TABLE channel_members (
    channel_id      uuid NOT NULL REFERENCES channels (id),
    user_id         uuid NOT NULL REFERENCES users (id),
    role            text NOT NULL CHECK (role IN ('moderator', 'member')),
    notify          text NOT NULL DEFAULT 'all' CHECK (notify IN ('all', 'mentions', 'none', 'muted')),
    last_read_seq   bigint NOT NULL,
    joined_at       timestamptz NOT NULL,
    PRIMARY KEY (channel_id, user_id)
) WITH (fillfactor = 70); -- the sender's marker moves with every message
CREATE INDEX channel_members_user ON channel_members (user_id);

-- A message's row is also its creation event in the channel's log: a send writes one row. Channel and author have no
-- foreign key here: the statement that inserts has just locked the channel and joined the membership.
CREATE TABLE messages (
    id                uuid PRIMARY KEY,
    channel_id        uuid NOT NULL,
    seq               bigint NOT NULL,
    user_id           uuid NOT NULL,
    content           text NOT NULL CHECK (char_length(content) <= 4000),
    thread_id         uuid,
    client_message_id uuid,
    created_at        timestamptz NOT NULL,
    edited_at         timestamptz,
    deleted_at        timestamptz,
    reply_count       int NOT NULL DEFAULT 0,
    last_reply_at     timestamptz
);
CREATE UNIQUE INDEX messages_log ON messages (channel_id, seq);
CREATE UNIQUE INDEX messages_client_id ON messages (channel_id, user_id, client_message_id)
    WHERE client_message_id IS NOT NULL;

-- Every other change of a channel. Says what changed; payloads are made from the present rows when it is read.
CREATE TABLE channel_events (
    channel_id      uuid NOT NULL REFERENCES channels (id),
    seq             bigint NOT NULL,
    type            text NOT NULL,
    user_id         uuid NOT NULL REFERENCES users (id),
    created_at      timestamptz NOT NULL,
    details         jsonb,
    PRIMARY KEY (channel_id, seq)
);
