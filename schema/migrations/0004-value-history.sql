-- An empty list and an empty text say nothing, as no value does: going from one to the other is no change.
CREATE OR REPLACE FUNCTION relais_told(value jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT CASE WHEN value IN ('null', '[]', '""') THEN NULL ELSE value END $$;

-- Every change of a value of a tracked table, one row a field: who, when, from where, and what it was before.
CREATE OR REPLACE FUNCTION relais_track() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off SET timezone = 'UTC' AS $$
DECLARE
  derived CONSTANT text[] := ARRAY[
    'id', 'user_created', 'date_created', 'user_updated', 'date_updated', 'normalized_name', 'open_until', 'days_zone', 'reserved', 'available', 'over', 'withheld', 'location_asked_at',
    'restricted_to', 'idempotency_key', 'updated_by_partner_at'];
  after jsonb := to_jsonb(NEW);
  before jsonb;
  author uuid;
BEGIN
  IF relais_setting('tracking') = 'off' THEN RETURN NULL; END IF;
  IF TG_OP = 'UPDATE' THEN before := to_jsonb(OLD); END IF;
  author := relais_author_of(after, before);
  INSERT INTO value_history (id, collection, item, field, value, previous_value, "user", audience, at, channel)
  SELECT gen_random_uuid(), TG_TABLE_NAME, (after ->> 'id')::uuid, written.key,
    NULLIF(written.value, 'null'::jsonb), NULLIF(before -> written.key, 'null'::jsonb),
    author, coalesce(relais_setting('origin'), relais_audience_of(author)), relais_at(), relais_setting('channel')
  FROM jsonb_each(after) AS written
  WHERE written.key <> ALL (derived)
    AND relais_told(written.value) IS DISTINCT FROM relais_told(before -> written.key);
  RETURN NULL;
END $$;

-- Called by the schema engine for every collection declared `tracked`.
CREATE OR REPLACE FUNCTION relais_install_tracking(target text) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
BEGIN
  EXECUTE format('DROP TRIGGER IF EXISTS relais_90_track ON %I', target);
  EXECUTE format('CREATE TRIGGER relais_90_track AFTER INSERT OR UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION relais_track()', target);
END $$;

-- History is only ever added to. An account that is removed leaves its rows, unnamed; anything else takes a
-- maintenance session (legal erasure, retention).
CREATE OR REPLACE FUNCTION relais_keep_history() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
BEGIN
  IF relais_setting('maintenance') = 'on' THEN
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND NEW."user" IS NULL AND to_jsonb(NEW) - 'user' = to_jsonb(OLD) - 'user' THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'value_history is append-only' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'value_history_append_only';
END $$;

DROP TRIGGER IF EXISTS relais_00_append_only ON value_history;
CREATE TRIGGER relais_00_append_only BEFORE UPDATE OR DELETE ON value_history
  FOR EACH ROW EXECUTE FUNCTION relais_keep_history();

CREATE OR REPLACE FUNCTION relais_refuse_truncate() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
BEGIN
  IF relais_setting('maintenance') = 'on' THEN RETURN NULL; END IF;
  RAISE EXCEPTION 'value_history is append-only' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'value_history_append_only';
END $$;

DROP TRIGGER IF EXISTS relais_00_no_truncate ON value_history;
CREATE TRIGGER relais_00_no_truncate BEFORE TRUNCATE ON value_history
  FOR EACH STATEMENT EXECUTE FUNCTION relais_refuse_truncate();
