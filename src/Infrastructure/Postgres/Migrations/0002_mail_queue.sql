-- Mails that are to go out (docs/mail.md). Link and texts hold a secret that is kept nowhere else in the clear, so a row is
-- deleted as soon as its mail is sent or given up; nobody else but the server's database role has any business in here.
CREATE TABLE mails (
    id              uuid PRIMARY KEY,
    recipient       text NOT NULL,
    subject         text NOT NULL,
    body_text       text NOT NULL,
    body_html       text NOT NULL,
    link            text NOT NULL,
    created_at      timestamptz NOT NULL,
    due_at          timestamptz NOT NULL,
    attempts        int NOT NULL DEFAULT 0
);
CREATE INDEX mails_due ON mails (due_at);

-- One at a time for each user: with the next one, the last link stops working.
CREATE UNIQUE INDEX email_verifications_user ON email_verifications (user_id);

CREATE TABLE password_resets (
    user_id         uuid PRIMARY KEY REFERENCES users (id),
    secret_hash     bytea NOT NULL UNIQUE,
    expires_at      timestamptz NOT NULL
);
