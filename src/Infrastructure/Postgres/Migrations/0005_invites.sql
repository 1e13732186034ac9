CREATE TABLE invites (
    id              uuid PRIMARY KEY,
    workspace_id    uuid NOT NULL REFERENCES workspaces (id),
    secret_hash     bytea NOT NULL UNIQUE,
    email           text, -- the only address that may accept; null for a link
    role            text NOT NULL CHECK (role IN ('admin', 'moderator', 'member')),
    max_uses        int CHECK (max_uses > 0), -- null: without limit
    uses            int NOT NULL DEFAULT 0 CHECK (uses <= max_uses),
    created_by      uuid NOT NULL REFERENCES users (id),
    created_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL
);

-- Since when somebody is no member any more: who was removed needs an invitation that was made after that.
ALTER TABLE workspace_members ADD COLUMN ended_at timestamptz;

-- One owner, whatever the code does. For the same reason nobody's end can leave a workspace without one.
CREATE UNIQUE INDEX workspace_members_owner ON workspace_members (workspace_id) WHERE role = 'owner';
ALTER TABLE workspace_members ADD CONSTRAINT workspace_members_owner_is_active CHECK (role <> 'owner' OR status = 'active');
