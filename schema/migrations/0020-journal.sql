-- Every change leaves a line in the journal, in its own transaction: if the line cannot be written, neither is the change.
-- The journal itself is made by an administrator (`schema/journal/owner.sql`), out of reach of the application.
DO $$ BEGIN
  IF to_regprocedure('relais_journal.append(jsonb)') IS NULL THEN
    RAISE EXCEPTION 'the journal is not installed in this database: run `npx relais journal install` once with DB_ADMIN_USER and DB_ADMIN_PASSWORD (docs/operations.md)';
  END IF;
END $$;

-- Names of columns whose values never enter the journal, local fields included: only that they changed.
CREATE OR REPLACE FUNCTION relais_is_secret(collection text, field text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT field ~ '(password|passphrase|secret|token|tfa|auth_data|api_key|private_key|cipher|sealed|credential)'
    OR (collection LIKE 'directus\_%' AND field IN ('options', 'headers', 'storage_asset_presets', 'external_identifier'))
$$;

-- People that a row is about: the one it names, or the one of its file.
CREATE OR REPLACE FUNCTION relais_people_of(collection text, described jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp SET enable_seqscan = off AS $$
  SELECT CASE
    WHEN collection = 'people' THEN jsonb_build_array(described -> 'id')
    WHEN described ->> 'person' IS NOT NULL THEN jsonb_build_array(described -> 'person')
    WHEN described ->> 'case' IS NOT NULL THEN (SELECT jsonb_build_array(c.person) FROM cases c WHERE c.id = (described ->> 'case')::uuid)
    WHEN collection = 'change_proposals' AND described ->> 'collection' = 'people' THEN jsonb_build_array(described -> 'item')
  END
$$;

-- By whom, through which door: what the application said of the transaction, else the columns that it filled, else the
-- role that is signed in to PostgreSQL.
CREATE OR REPLACE FUNCTION relais_journal_context(after jsonb, before jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
    'author', coalesce(relais_setting('author'), relais_setting('actor'), CASE WHEN after IS NOT NULL THEN relais_author_of(after, before)::text END,
      coalesce(after, before) ->> 'author'),
    'channel', coalesce(relais_setting('channel'), relais_setting('door'),
      CASE WHEN current_setting('application_name') IN ('relais-worker', 'relais-jobs') THEN 'job' ELSE 'database' END),
    'reason', relais_setting('comment'))
$$;

CREATE OR REPLACE FUNCTION relais_journal_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  unsaid CONSTANT text[] := ARRAY['user_created', 'date_created', 'user_updated', 'date_updated', 'normalized_name', 'reserved', 'available', 'over', 'withheld', 'location_asked_at',
    'restricted_to', 'idempotency_key', 'last_access', 'last_page', 'auth_data', 'modified_on', 'uploaded_on'];
  old_row jsonb;
  new_row jsonb;
  was jsonb;
  becomes jsonb;
  described jsonb;
BEGIN
  IF TG_OP <> 'INSERT' THEN old_row := to_jsonb(OLD); END IF;
  IF TG_OP <> 'DELETE' THEN new_row := to_jsonb(NEW); END IF;
  described := coalesce(new_row, old_row);
  SELECT jsonb_object_agg(field, shown.was) FILTER (WHERE shown.was IS NOT NULL), jsonb_object_agg(field, shown.becomes) FILTER (WHERE shown.becomes IS NOT NULL)
  INTO was, becomes
  FROM jsonb_object_keys(described) AS field
  CROSS JOIN LATERAL (SELECT old_row -> field AS was, new_row -> field AS becomes) AS raw
  CROSS JOIN LATERAL (SELECT
    CASE WHEN raw.was = 'null' AND TG_OP = 'DELETE' THEN NULL WHEN raw.was <> 'null' AND relais_is_secret(TG_TABLE_NAME, field) THEN '"•••"' ELSE raw.was END AS was,
    CASE WHEN raw.becomes = 'null' AND TG_OP = 'INSERT' THEN NULL WHEN raw.becomes <> 'null' AND relais_is_secret(TG_TABLE_NAME, field) THEN '"•••"' ELSE raw.becomes END AS becomes
  ) AS shown
  WHERE field <> ALL (unsaid) AND raw.was IS DISTINCT FROM raw.becomes;
  IF TG_OP = 'UPDATE' AND becomes IS NULL THEN RETURN NULL; END IF;
  PERFORM relais_journal.append(relais_journal_context(new_row, old_row) || jsonb_build_object(
    'kind', CASE TG_OP WHEN 'INSERT' THEN 'create' ELSE lower(TG_OP) END, 'collection', TG_TABLE_NAME,
    'item', coalesce(described ->> 'id', described ->> 'collection'),
    'case', CASE WHEN TG_TABLE_NAME = 'cases' THEN described -> 'id' ELSE described -> 'case' END,
    'people', relais_people_of(TG_TABLE_NAME, described),
    'structure', CASE WHEN TG_TABLE_NAME = 'structures' THEN described -> 'id' ELSE described -> 'structure' END,
    'before', was, 'after', becomes));
  RETURN NULL;
END $$;

-- A load (`relais.tracking` off: seeds, upgrades) leaves one line a table, whatever the number of rows; emptying a table too.
CREATE OR REPLACE FUNCTION relais_journal_load() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE told text := coalesce(current_setting('relais.loaded', true), '');
BEGIN
  IF TG_OP <> 'TRUNCATE' THEN
    IF told LIKE '%,' || TG_TABLE_NAME || ',%' THEN RETURN NULL; END IF;
    PERFORM set_config('relais.loaded', told || ',' || TG_TABLE_NAME || ',', true);
  END IF;
  PERFORM relais_journal.append(relais_journal_context(NULL, NULL) || jsonb_build_object(
    'kind', CASE TG_OP WHEN 'TRUNCATE' THEN 'truncate' ELSE 'load' END, 'collection', TG_TABLE_NAME,
    'details', jsonb_build_object('role', session_user, 'application', current_setting('application_name'))));
  RETURN NULL;
END $$;

-- Called by the schema engine for every collection, and below for the configuration kept by Directus.
CREATE OR REPLACE FUNCTION relais_install_journal(target text) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  loads CONSTANT text := '(current_setting(''relais.tracking'', true) IS NOT DISTINCT FROM ''off'')';
BEGIN
  EXECUTE format('CREATE OR REPLACE TRIGGER relais_95_journal AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW WHEN (NOT %s) EXECUTE FUNCTION relais_journal_change()', target::regclass, loads);
  EXECUTE format('CREATE OR REPLACE TRIGGER relais_95_journal_load AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH STATEMENT WHEN (%s) EXECUTE FUNCTION relais_journal_load()', target::regclass, loads);
  EXECUTE format('CREATE OR REPLACE TRIGGER relais_95_journal_truncate AFTER TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION relais_journal_load()', target::regclass);
END $$;

SELECT relais_install_journal(name) FROM unnest(ARRAY[
  'directus_access', 'directus_collections', 'directus_extensions', 'directus_fields', 'directus_files', 'directus_flows', 'directus_folders',
  'directus_operations', 'directus_permissions', 'directus_policies', 'directus_relations', 'directus_roles', 'directus_settings',
  'directus_shares', 'directus_translations', 'directus_users']) AS name
WHERE to_regclass(name) IS NOT NULL;
