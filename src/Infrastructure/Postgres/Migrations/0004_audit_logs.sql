-- Who did what, on what, from where; written in the transaction of the change (docs/decisions/0008-workspaces-and-members.md).
CREATE TABLE audit_logs (
    id              uuid PRIMARY KEY,
    workspace_id    uuid REFERENCES workspaces (id),
    actor_id        uuid NOT NULL REFERENCES users (id),
    action          text NOT NULL,
    resource_type   text NOT NULL,
    resource_id     uuid NOT NULL,
    details         jsonb NOT NULL,
    created_at      timestamptz NOT NULL
);
-- Ids sort by time. Filters by actor or action walk the same index backwards: rare questions, by few people.
CREATE INDEX audit_logs_workspace ON audit_logs (workspace_id, id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% can only be added to', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER audit_logs_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_logs
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
