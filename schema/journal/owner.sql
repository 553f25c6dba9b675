-- The journal: who did what, when, on whose file. Run by an administrator of PostgreSQL, never by the application:
-- everything here belongs to a role that cannot sign in and that the application is not a member of.
-- May be run again. `relais_journal.application` names the role of the application.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'relais_journal') THEN CREATE ROLE relais_journal NOLOGIN NOINHERIT; END IF;
END $$;
CREATE SCHEMA IF NOT EXISTS relais_journal AUTHORIZATION relais_journal;
SET LOCAL ROLE relais_journal;

-- Several chains, so that writers do not wait for one another. The head says how many lines there must be; the anchor is
-- where the archived part ends.
CREATE TABLE IF NOT EXISTS relais_journal.chains (
  chain smallint PRIMARY KEY,
  position bigint NOT NULL DEFAULT 0,
  hash bytea NOT NULL,
  anchor_position bigint NOT NULL DEFAULT 0,
  anchor_hash bytea NOT NULL
) WITH (fillfactor = 20);
INSERT INTO relais_journal.chains (chain, hash, anchor_hash)
SELECT number, start, start FROM generate_series(0, 31) AS number, sha256(convert_to('relais_journal ' || number, 'UTF8')) AS start
ON CONFLICT DO NOTHING;

CREATE TABLE IF NOT EXISTS relais_journal.entries (
  chain smallint NOT NULL,
  position bigint NOT NULL,
  at timestamptz NOT NULL,
  -- The clock went back since the line before: positions order, not times.
  clock_back boolean NOT NULL,
  kind text NOT NULL,
  author uuid,
  channel text,
  collection text,
  item text,
  "case" uuid,
  people uuid[],
  structure uuid,
  before jsonb,
  after jsonb,
  reason text,
  details jsonb,
  previous bytea NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (chain, position)
);
CREATE INDEX IF NOT EXISTS entries_at ON relais_journal.entries (at, chain, position);
CREATE INDEX IF NOT EXISTS entries_author ON relais_journal.entries (author, at);
CREATE INDEX IF NOT EXISTS entries_item ON relais_journal.entries (collection, item, at);
CREATE INDEX IF NOT EXISTS entries_people ON relais_journal.entries USING gin (people);

-- The text of a line that its hash covers. Named one by one: a column added later must not change old lines.
CREATE OR REPLACE FUNCTION relais_journal.canonical(line relais_journal.entries) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object(
    'chain', line.chain, 'position', line.position, 'at', to_char(line.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'clock_back', line.clock_back, 'kind', line.kind, 'author', line.author, 'channel', line.channel, 'collection', line.collection,
    'item', line.item, 'case', line."case", 'people', line.people, 'structure', line.structure, 'before', line.before,
    'after', line.after, 'reason', line.reason, 'details', line.details)::text
$$;

-- The only way to write. A free chain is taken until the end of the transaction; waiting happens only when all are taken.
CREATE OR REPLACE FUNCTION relais_journal.append(said jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  line relais_journal.entries := jsonb_populate_record(NULL::relais_journal.entries, said);
  first CONSTANT int := pg_backend_pid() % 32;
  last record;
BEGIN
  FOR step IN 0..31 LOOP
    line.chain := (first + step) % 32;
    EXIT WHEN pg_try_advisory_xact_lock(827346, line.chain);
    IF step = 31 THEN
      line.chain := first;
      PERFORM pg_advisory_xact_lock(827346, first);
    END IF;
  END LOOP;
  SELECT e.position, e.hash, e.at INTO last FROM relais_journal.entries e WHERE e.chain = line.chain ORDER BY e.position DESC LIMIT 1;
  IF NOT FOUND THEN
    SELECT c.anchor_position AS position, c.anchor_hash AS hash, NULL::timestamptz AS at INTO STRICT last FROM relais_journal.chains c WHERE c.chain = line.chain;
  END IF;
  line.position := last.position + 1;
  line.previous := last.hash;
  line.at := clock_timestamp();
  line.clock_back := coalesce(line.at < last.at, false);
  line.hash := sha256(last.hash || convert_to(relais_journal.canonical(line), 'UTF8'));
  INSERT INTO relais_journal.entries VALUES (line.*);
END $$;

-- Once a transaction and chain, when it ends: the head follows the last line.
CREATE OR REPLACE FUNCTION relais_journal.move_head() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM relais_journal.chains c WHERE c.chain = NEW.chain AND c.position >= NEW.position) THEN RETURN NULL; END IF;
  UPDATE relais_journal.chains c SET position = last.position, hash = last.hash
  FROM (SELECT e.position, e.hash FROM relais_journal.entries e WHERE e.chain = NEW.chain ORDER BY e.position DESC LIMIT 1) AS last
  WHERE c.chain = NEW.chain;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION relais_journal.refuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('relais_journal.archiving', true) = 'on' THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'journal_append_only';
END $$;

DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_trigger WHERE tgrelid = 'relais_journal.entries'::regclass AND tgname = 'move_head') THEN RETURN; END IF;
  CREATE CONSTRAINT TRIGGER move_head AFTER INSERT ON relais_journal.entries DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION relais_journal.move_head();
  CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON relais_journal.entries FOR EACH ROW EXECUTE FUNCTION relais_journal.refuse();
  CREATE TRIGGER no_truncate BEFORE TRUNCATE ON relais_journal.entries FOR EACH STATEMENT EXECUTE FUNCTION relais_journal.refuse();
  CREATE TRIGGER no_removal BEFORE DELETE ON relais_journal.chains FOR EACH ROW EXECUTE FUNCTION relais_journal.refuse();
  CREATE TRIGGER no_truncate BEFORE TRUNCATE ON relais_journal.chains FOR EACH STATEMENT EXECUTE FUNCTION relais_journal.refuse();
END $$;

-- Where the lines older than `until` end, chain by chain: only a beginning may go, whole.
CREATE OR REPLACE FUNCTION relais_journal.archivable(until timestamptz)
RETURNS TABLE (chain smallint, from_position bigint, from_hash bytea, to_position bigint, to_hash bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT c.chain, c.anchor_position, c.anchor_hash, last.position, last.hash
  FROM relais_journal.chains c
  JOIN LATERAL (
    SELECT e.position, e.hash FROM relais_journal.entries e
    WHERE e.chain = c.chain AND e.at < until AND e.position < coalesce(
      (SELECT min(kept.position) FROM relais_journal.entries kept WHERE kept.chain = c.chain AND kept.at >= until), 9223372036854775807)
    ORDER BY e.position DESC LIMIT 1
  ) AS last ON true
$$;

-- Removes what an archive holds, and says so in a line. Never less than six months old, whatever the application asks
-- (CNIL 2021-122: logs are kept 6 to 12 months).
CREATE OR REPLACE FUNCTION relais_journal.discard(until timestamptz, archive jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  part record;
  removed bigint := 0;
  gone bigint;
BEGIN
  IF until > now() - interval '6 months' THEN
    RAISE EXCEPTION 'the journal keeps at least six months' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'journal_retention';
  END IF;
  FOR part IN SELECT * FROM relais_journal.archivable(until) LOOP
    IF NOT coalesce(archive -> 'chains' -> part.chain::text ->> 'hash' = encode(part.to_hash, 'hex'), false) THEN
      RAISE EXCEPTION 'the archive is not the beginning of chain %', part.chain USING ERRCODE = 'restrict_violation', CONSTRAINT = 'journal_archive';
    END IF;
    PERFORM set_config('relais_journal.archiving', 'on', true);
    DELETE FROM relais_journal.entries e WHERE e.chain = part.chain AND e.position <= part.to_position;
    GET DIAGNOSTICS gone = ROW_COUNT;
    PERFORM set_config('relais_journal.archiving', '', true);
    UPDATE relais_journal.chains c SET anchor_position = part.to_position, anchor_hash = part.to_hash WHERE c.chain = part.chain;
    removed := removed + gone;
  END LOOP;
  PERFORM relais_journal.append(jsonb_build_object('kind', 'archive', 'channel', 'job', 'details', archive || jsonb_build_object('lines', removed, 'until', until)));
  RETURN removed;
END $$;

-- Changes of the structure of the database, triggers switched off included: the application owns its tables, so it can
-- do it, but not without a line.
CREATE OR REPLACE FUNCTION relais_journal.on_command() RETURNS event_trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE objects jsonb;
BEGIN
  IF current_setting('relais.tracking', true) = 'off' THEN RETURN; END IF;
  IF TG_EVENT = 'sql_drop' THEN
    SELECT jsonb_agg(DISTINCT object_identity) INTO objects FROM pg_event_trigger_dropped_objects() WHERE schema_name = 'public' AND original;
  ELSE
    SELECT jsonb_agg(DISTINCT object_identity) INTO objects FROM pg_event_trigger_ddl_commands() WHERE schema_name = 'public';
  END IF;
  IF objects IS NULL THEN RETURN; END IF;
  PERFORM relais_journal.append(jsonb_build_object('kind', 'schema', 'channel', 'database', 'author', NULLIF(current_setting('relais.actor', true), ''),
    'details', jsonb_build_object('command', TG_TAG, 'objects', objects, 'role', session_user)));
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA relais_journal FROM PUBLIC;
DO $$
DECLARE application text := current_setting('relais_journal.application');
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA relais_journal TO %I', application);
  EXECUTE format('GRANT SELECT ON relais_journal.entries, relais_journal.chains TO %I', application);
  EXECUTE format('GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA relais_journal TO %I', application);
END $$;
RESET ROLE;

-- Only a superuser may watch commands; a hosted PostgreSQL goes without.
DO $$ BEGIN
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RETURN; END IF;
  DROP EVENT TRIGGER IF EXISTS relais_journal_command;
  DROP EVENT TRIGGER IF EXISTS relais_journal_drop;
  CREATE EVENT TRIGGER relais_journal_command ON ddl_command_end EXECUTE FUNCTION relais_journal.on_command();
  CREATE EVENT TRIGGER relais_journal_drop ON sql_drop EXECUTE FUNCTION relais_journal.on_command();
END $$;
