-- What an account sent under an idempotency key: a hash of it, how far it went, and the keys of what it made. Never what was sent
-- nor what was answered: an answer is read again with the rights of whoever asks again. A day is enough to send again; a job clears the rest.
CREATE SCHEMA IF NOT EXISTS relais_private;
REVOKE ALL ON SCHEMA relais_private FROM PUBLIC;

CREATE TABLE IF NOT EXISTS relais_private.attempts (
  account uuid NOT NULL REFERENCES public.directus_users (id) ON DELETE CASCADE,
  key text NOT NULL CHECK (length(key) BETWEEN 8 AND 64),
  request text NOT NULL,
  state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'written', 'done')),
  status smallint,
  made jsonb,
  begun_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (account, key)
);
-- The request that does it: one that was taken for lost and comes back must neither write nor say how it ended in place of the other.
ALTER TABLE relais_private.attempts ADD COLUMN IF NOT EXISTS holder uuid NOT NULL DEFAULT gen_random_uuid();
CREATE INDEX IF NOT EXISTS attempts_begun_idx ON relais_private.attempts (begun_at);

-- Locks a row until the end of the transaction and names the fields, among those that a form changes, whose value is neither the one
-- that was seen nor the one that is sent. Nothing, an empty text and an empty list are the same; an instant travels without its microseconds.
CREATE OR REPLACE FUNCTION relais_moved_since(p_table text, p_key text, p_id text, p_seen jsonb, p_sent jsonb) RETURNS text[]
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  place regclass := to_regclass(quote_ident(p_table));
  stored jsonb; seen jsonb; sent jsonb;
  moved text[] := '{}';
  col record;
BEGIN
  IF place IS NULL THEN RETURN moved; END IF;
  EXECUTE format('SELECT to_jsonb(t) FROM %1$s t WHERE t.%2$I = (SELECT k.%2$I FROM jsonb_populate_record(NULL::%1$s, jsonb_build_object(%2$L, $1)) k) FOR NO KEY UPDATE', place, p_key) INTO stored USING p_id;
  -- Before it is known whether there is a row: a value of another type is refused alike.
  EXECUTE format('SELECT to_jsonb(jsonb_populate_record(NULL::%1$s, $1)), to_jsonb(jsonb_populate_record(NULL::%1$s, $2))', place) INTO seen, sent USING p_seen, p_sent;
  IF stored IS NULL THEN RETURN moved; END IF;
  FOR col IN
    SELECT a.attname AS name, a.atttypid IN ('timestamptz'::regtype, 'timestamp'::regtype) AS is_instant
    FROM pg_attribute a WHERE a.attrelid = place AND a.attnum > 0 AND NOT a.attisdropped AND p_seen ? a.attname AND p_sent ? a.attname
  LOOP
    IF relais_as_seen(stored -> col.name, col.is_instant) NOT IN (relais_as_seen(seen -> col.name, col.is_instant), relais_as_seen(sent -> col.name, col.is_instant)) THEN
      moved := moved || col.name::text;
    END IF;
  END LOOP;
  RETURN moved;
END $$;

CREATE OR REPLACE FUNCTION relais_as_seen(value jsonb, is_instant boolean) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN value IS NULL OR value IN ('null', '""', '[]') THEN 'null'::jsonb
    WHEN is_instant THEN to_jsonb(date_trunc('milliseconds', (value #>> '{}')::timestamptz)) ELSE value END
$$;
