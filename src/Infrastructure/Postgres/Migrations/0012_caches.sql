-- The caches in Redis are told of a change by its own commit, whoever made it. In the database, because no one can forget it here,
-- and because a node that dies between its commit and its word to the caches has sent it all the same.

CREATE FUNCTION tell_caches(names text[]) RETURNS void LANGUAGE sql AS $$
    -- A payload holds 8000 bytes. More than a thousand at once are an import: everything goes.
    SELECT CASE WHEN cardinality(names) > 1000 THEN pg_notify('chatflow_caches', '*') END;
    SELECT pg_notify('chatflow_caches', string_agg(name, ' '))
    FROM unnest(names) WITH ORDINALITY AS entry (name, place)
    WHERE cardinality(names) <= 1000
    GROUP BY place / 50
    HAVING count(*) > 0
$$;

CREATE FUNCTION channel_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tell_caches(ARRAY['channel:' || OLD.id]);
    RETURN NULL;
END $$;
-- Not told: counters, names and topics, which no cache holds. A send is not slowed by it.
CREATE TRIGGER channel_changed AFTER UPDATE OF type, archived_at, deleted_at, workspace_id ON channels FOR EACH ROW EXECUTE FUNCTION channel_changed();
CREATE TRIGGER channel_gone AFTER DELETE ON channels FOR EACH ROW EXECUTE FUNCTION channel_changed();

CREATE FUNCTION channel_member_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tell_caches(ARRAY['channel:' || OLD.channel_id || ':member:' || OLD.user_id]);
    RETURN NULL;
END $$;
CREATE TRIGGER channel_member_changed AFTER UPDATE OF role ON channel_members FOR EACH ROW EXECUTE FUNCTION channel_member_changed();

CREATE FUNCTION channel_members_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tell_caches(ARRAY(SELECT 'channel:' || channel_id || ':member:' || user_id FROM gone));
    RETURN NULL;
END $$;
CREATE TRIGGER channel_members_gone AFTER DELETE ON channel_members
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION channel_members_gone();

CREATE FUNCTION workspace_member_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tell_caches(ARRAY['user:' || OLD.user_id || ':workspace:' || OLD.workspace_id]);
    RETURN NULL;
END $$;
CREATE TRIGGER workspace_member_changed AFTER UPDATE OF role, status ON workspace_members FOR EACH ROW EXECUTE FUNCTION workspace_member_changed();
CREATE TRIGGER workspace_member_gone AFTER DELETE ON workspace_members FOR EACH ROW EXECUTE FUNCTION workspace_member_changed();

CREATE FUNCTION workspace_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('chatflow_caches', '*');
    RETURN NULL;
END $$;
CREATE TRIGGER workspace_gone AFTER UPDATE OF deleted_at ON workspaces FOR EACH ROW EXECUTE FUNCTION workspace_gone();

CREATE FUNCTION user_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tell_caches(ARRAY['user:' || OLD.id]);
    RETURN NULL;
END $$;
CREATE TRIGGER user_changed AFTER UPDATE ON users FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION user_changed();

CREATE FUNCTION sessions_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tell_caches(ARRAY(SELECT 'session:' || id FROM gone));
    RETURN NULL;
END $$;
CREATE TRIGGER sessions_gone AFTER DELETE ON sessions REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION sessions_gone();
