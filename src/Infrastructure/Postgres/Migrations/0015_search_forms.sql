-- The same forms as before, as one expression: PostgreSQL takes it into the statements that call it, which makes indexing cheaper.
CREATE OR REPLACE FUNCTION search_forms(word text) RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT array_remove(ARRAY[word, nullif(nullif(unaccent(word), word), ''), '~' || (ts_lexize('english_stem', word))[1]], NULL)
$$;
