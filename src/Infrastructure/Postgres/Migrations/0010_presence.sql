-- The status that somebody chose, not whether they are connected. Nobody could choose before, and whoever comes is online.
ALTER TABLE users ALTER COLUMN status SET DEFAULT 'online';
UPDATE users SET status = 'online';
