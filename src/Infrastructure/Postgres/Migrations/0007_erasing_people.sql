-- Erasing a person empties their row and keeps it (docs/decisions/0011-erasing-people.md).
ALTER TABLE users ADD COLUMN erased_at timestamptz;

-- What stands in the row of somebody erased is taken by nobody and keeps nobody from taking it.
DROP INDEX users_email;
DROP INDEX users_username;
CREATE UNIQUE INDEX users_email ON users (lower(email)) WHERE erased_at IS NULL;
CREATE UNIQUE INDEX users_username ON users (lower(username)) WHERE erased_at IS NULL;

-- Names the inviter: it goes when the invitation goes.
ALTER TABLE mails ADD COLUMN invite_id uuid REFERENCES invites (id) ON DELETE CASCADE;
CREATE INDEX mails_invite ON mails (invite_id);

-- From where an entry of the audit log was caused. Apart from it, because this says something of the person, and has to go
-- when they are erased; the entry itself stays.
CREATE TABLE audit_origins (
    audit_id        uuid PRIMARY KEY REFERENCES audit_logs (id),
    actor_id        uuid NOT NULL REFERENCES users (id),
    ip              text,
    user_agent      text
);
CREATE INDEX audit_origins_actor ON audit_origins (actor_id);
-- For the export of what somebody did.
CREATE INDEX audit_logs_actor ON audit_logs (actor_id, id);

INSERT INTO audit_origins (audit_id, actor_id, ip, user_agent)
SELECT id, actor_id, details ->> 'ip', details ->> 'user_agent' FROM audit_logs
WHERE details ->> 'ip' IS NOT NULL OR details ->> 'user_agent' IS NOT NULL;

ALTER TABLE audit_logs DISABLE TRIGGER audit_logs_append_only;
UPDATE audit_logs SET details = details - 'ip' - 'user_agent';
ALTER TABLE audit_logs ENABLE TRIGGER audit_logs_append_only;

CREATE TRIGGER audit_origins_append_only BEFORE UPDATE OR TRUNCATE ON audit_origins
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_unless_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM users WHERE id = OLD.actor_id AND erased_at IS NOT NULL) THEN
        RAISE EXCEPTION '% can only be added to, until the actor is erased', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN OLD;
END
$$;

CREATE TRIGGER audit_origins_erasable BEFORE DELETE ON audit_origins
    FOR EACH ROW EXECUTE FUNCTION refuse_unless_erased();
