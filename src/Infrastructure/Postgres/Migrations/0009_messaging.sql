-- What the event is about; null for events of the channel itself and of its members.
ALTER TABLE channel_events ADD COLUMN message_id uuid;

ALTER TABLE messages
    ADD COLUMN pinned_by uuid,
    ADD COLUMN pinned_at timestamptz;
CREATE INDEX messages_thread ON messages (thread_id, seq) WHERE thread_id IS NOT NULL;
CREATE INDEX messages_pinned ON messages (channel_id, pinned_at) WHERE pinned_at IS NOT NULL;

-- What a message said before each edit; seq is the edit's place in the channel's log.
CREATE TABLE message_edits (
    message_id      uuid NOT NULL REFERENCES messages (id),
    seq             bigint NOT NULL,
    content         text NOT NULL,
    edited_by       uuid NOT NULL REFERENCES users (id),
    edited_at       timestamptz NOT NULL,
    PRIMARY KEY (message_id, seq)
);

CREATE TABLE reactions (
    message_id      uuid NOT NULL REFERENCES messages (id),
    emoji           text NOT NULL CHECK (octet_length(emoji) <= 100),
    user_id         uuid NOT NULL REFERENCES users (id),
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (message_id, emoji, user_id)
);

-- Whom a message mentions: by name, or as one of a channel. The key is what counts somebody's unread mentions.
CREATE TABLE mentions (
    user_id         uuid NOT NULL REFERENCES users (id),
    channel_id      uuid NOT NULL REFERENCES channels (id),
    seq             bigint NOT NULL,
    message_id      uuid NOT NULL REFERENCES messages (id),
    by_name         boolean NOT NULL,
    PRIMARY KEY (user_id, channel_id, seq)
);
CREATE INDEX mentions_message ON mentions (message_id);

CREATE TABLE notifications (
    id              uuid PRIMARY KEY,
    user_id         uuid NOT NULL REFERENCES users (id),
    type            text NOT NULL CHECK (type IN ('mention', 'reply', 'reaction', 'channel_activity', 'dm')),
    actor_id        uuid NOT NULL REFERENCES users (id),
    channel_id      uuid NOT NULL REFERENCES channels (id),
    message_id      uuid REFERENCES messages (id),
    created_at      timestamptz NOT NULL,
    read_at         timestamptz
);
CREATE INDEX notifications_user ON notifications (user_id, id);
CREATE INDEX notifications_unread ON notifications (user_id, id) WHERE read_at IS NULL;
CREATE INDEX notifications_message ON notifications (message_id) WHERE message_id IS NOT NULL;

-- The same people have one direct conversation in a workspace: their ids, sorted.
ALTER TABLE channels ADD COLUMN people uuid[];
CREATE UNIQUE INDEX channels_people ON channels (workspace_id, people) WHERE people IS NOT NULL;

-- Ids are UUIDv7 everywhere. The application makes them, but for rows of which only a statement knows how many there will be.
CREATE FUNCTION new_id(at timestamptz) RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
    SELECT encode(
        set_byte(set_byte(
            substring(int8send((extract(epoch FROM at) * 1000)::bigint) FROM 3) || substring(uuid_send(gen_random_uuid()) FROM 7),
            6, (get_byte(uuid_send(gen_random_uuid()), 6) & 15) | 112),
            8, (get_byte(uuid_send(gen_random_uuid()), 8) & 63) | 128), 'hex')::uuid
$$;
