CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- The forms under which a word is found: as written, without accents, and its English stem, which a tilde keeps apart from words.
CREATE FUNCTION search_forms(word text) RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT ARRAY(SELECT DISTINCT form FROM unnest(ARRAY[word, unaccent(word)] || ARRAY(SELECT '~' || stem FROM unnest(ts_lexize('english_stem', word)) stem)) form
                 WHERE form <> '')
$$;

-- What is found, apart from messages, so that a send does not pay for it: written in batches from the channels' logs (docs/decisions/0017).
CREATE TABLE search_messages (
    message_id      uuid PRIMARY KEY,
    channel_id      uuid NOT NULL,
    user_id         uuid NOT NULL,
    created_at      timestamptz NOT NULL,
    has_link        boolean NOT NULL,
    words           tsvector NOT NULL
);
CREATE INDEX search_messages_words ON search_messages USING gin (words);
-- Ids are in the order of time.
CREATE INDEX search_messages_channel ON search_messages (channel_id, message_id);
CREATE INDEX search_messages_user ON search_messages (user_id, message_id);
-- Which words are common decides between the two ways to find them.
ALTER TABLE search_messages ALTER COLUMN words SET STATISTICS 1000;

-- How far each channel's log has been read into the index.
CREATE TABLE search_progress (
    channel_id      uuid PRIMARY KEY,
    seq             bigint NOT NULL
);

-- The words of five letters and more that are in use, to forgive a typo. One that is used no more goes: what was deleted is nowhere.
CREATE TABLE search_words (
    workspace_id    uuid NOT NULL,
    word            text NOT NULL,
    uses            bigint NOT NULL,
    PRIMARY KEY (workspace_id, word)
) WITH (fillfactor = 70);
CREATE INDEX search_words_like ON search_words USING gin (word gin_trgm_ops);
CREATE INDEX search_words_unused ON search_words (uses) WHERE uses <= 0;
