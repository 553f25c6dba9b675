-- A workflow made here may hold a field that has no default value: a new record that says no state begins where the version in
-- force begins.
CREATE OR REPLACE FUNCTION relais_workflow_start() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE start text;
BEGIN
  SELECT s.state ->> 'key' INTO start
  FROM (SELECT v.definition FROM workflows w JOIN workflow_versions v ON v.workflow = w.id AND v.status = 'published'
    WHERE w.collection = TG_TABLE_NAME AND w.field = TG_ARGV[0] AND w.is_enforced ORDER BY v.number DESC LIMIT 1) AS v,
    jsonb_array_elements(v.definition -> 'states') WITH ORDINALITY AS s(state, rank)
  WHERE s.state ->> 'kind' = 'initial' ORDER BY s.rank LIMIT 1;
  IF start IS NOT NULL THEN NEW := jsonb_populate_record(NEW, jsonb_build_object(TG_ARGV[0], start)); END IF;
  RETURN NEW;
END $$;

-- Holds the records of a collection to its workflow, on whichever field; those that are there already begin on the version of the day.
CREATE OR REPLACE FUNCTION relais_install_workflow(target text, state_field text) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgrelid = to_regclass(quote_ident(target)) AND tgname = 'relais_80_workflow_move'
    AND pg_get_triggerdef(oid) LIKE '%' || format('relais_workflow_move(%L)', state_field) || '%') THEN
    EXECUTE format('CREATE OR REPLACE TRIGGER relais_05_workflow_start BEFORE INSERT ON %I FOR EACH ROW WHEN (NEW.%I IS NULL) EXECUTE FUNCTION relais_workflow_start(%L)', target, state_field, state_field);
    EXECUTE format('CREATE OR REPLACE TRIGGER relais_80_workflow_begin AFTER INSERT ON %I REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION relais_workflow_begin(%L)', target, state_field);
    EXECUTE format('CREATE OR REPLACE TRIGGER relais_80_workflow_move AFTER UPDATE ON %I FOR EACH ROW WHEN (OLD.%I IS DISTINCT FROM NEW.%I) EXECUTE FUNCTION relais_workflow_move(%L)', target, state_field, state_field, state_field);
    EXECUTE format('CREATE OR REPLACE TRIGGER relais_80_workflow_end AFTER DELETE ON %I REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION relais_workflow_end()', target);
  END IF;
  EXECUTE format($backfill$
    INSERT INTO workflow_objects (id, collection, item, version, state, since)
    SELECT gen_random_uuid(), %1$L, r.id, v.id, r.%2$I, now()
    FROM %1$I r
    CROSS JOIN (SELECT v.id FROM workflows w JOIN workflow_versions v ON v.workflow = w.id AND v.status = 'published'
      WHERE w.collection = %1$L AND w.field = %2$L AND w.is_enforced ORDER BY v.number DESC LIMIT 1) AS v
    WHERE NOT EXISTS (SELECT 1 FROM workflow_objects o WHERE o.collection = %1$L AND o.item = r.id)
  $backfill$, target, state_field);
END $$;

-- Lets the records of a collection go: nothing holds them, and nothing says any more where they stand. What was done stays told.
CREATE OR REPLACE FUNCTION relais_release_workflow(target text) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE held text;
BEGIN
  FOREACH held IN ARRAY ARRAY['relais_05_workflow_start', 'relais_80_workflow_begin', 'relais_80_workflow_move', 'relais_80_workflow_end'] LOOP
    EXECUTE format('DROP TRIGGER IF EXISTS %I ON %I', held, target);
  END LOOP;
  DELETE FROM workflow_objects WHERE collection = target;
END $$;
