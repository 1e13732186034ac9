-- A session's refresh token changes with every use. Used ones are kept as long as the session: the second use of one
-- means that somebody else has it too. Ending a session deletes it, with all of its tokens.
DELETE FROM sessions;
ALTER TABLE sessions
    DROP COLUMN refresh_hash,
    ADD COLUMN csrf_hash bytea; -- sessions whose refresh token is in a cookie

CREATE TABLE refresh_tokens (
    secret_hash     bytea PRIMARY KEY,
    session_id      uuid NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    used_at         timestamptz
);
CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);
