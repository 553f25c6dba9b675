-- A version says the same for ever once published, for the records that run or ran on it. Accounts that are removed leave their place empty.
CREATE OR REPLACE FUNCTION relais_workflow_versions_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.status <> 'published' OR relais_setting('maintenance') = 'on' THEN
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
  END IF;
  -- One that no record ever followed says nothing of anybody: it goes with its workflow, once this is not applied.
  IF TG_OP = 'DELETE' AND OLD.origin <> 'product' AND NOT EXISTS (SELECT 1 FROM workflows w WHERE w.id = OLD.workflow AND w.is_enforced)
    AND NOT EXISTS (SELECT 1 FROM workflow_objects o WHERE o.version = OLD.id) AND NOT EXISTS (SELECT 1 FROM workflow_events e WHERE e.version = OLD.id) THEN
    RETURN OLD;
  END IF;
  IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - '{user_created,user_updated,date_updated}'::text[] = to_jsonb(OLD) - '{user_created,user_updated,date_updated}'::text[] THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a published version never changes' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'workflow_versions_frozen';
END $$;

DROP TRIGGER IF EXISTS relais_00_frozen ON workflow_versions;
CREATE TRIGGER relais_00_frozen BEFORE UPDATE OR DELETE ON workflow_versions
  FOR EACH ROW EXECUTE FUNCTION relais_workflow_versions_frozen();

-- What holds records is let go first.
CREATE OR REPLACE FUNCTION relais_workflows_applied() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'an applied workflow is not deleted' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'workflows_applied';
END $$;

DROP TRIGGER IF EXISTS relais_00_applied ON workflows;
CREATE TRIGGER relais_00_applied BEFORE DELETE ON workflows
  FOR EACH ROW WHEN (OLD.is_enforced AND relais_setting('maintenance') IS DISTINCT FROM 'on') EXECUTE FUNCTION relais_workflows_applied();

CREATE OR REPLACE FUNCTION relais_workflow_events_kept() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF relais_setting('maintenance') = 'on' THEN
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND NEW."user" IS NULL AND to_jsonb(NEW) - 'user' = to_jsonb(OLD) - 'user' THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'workflow_events is append-only' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'workflow_events_append_only';
END $$;

DROP TRIGGER IF EXISTS relais_00_append_only ON workflow_events;
CREATE TRIGGER relais_00_append_only BEFORE UPDATE OR DELETE ON workflow_events
  FOR EACH ROW EXECUTE FUNCTION relais_workflow_events_kept();

-- New records begin on the version published at that moment, all those of a statement at once.
CREATE OR REPLACE FUNCTION relais_workflow_begin() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  started_on uuid;
  states text[];
  stranger text;
BEGIN
  SELECT v.id, ARRAY(SELECT s ->> 'key' FROM jsonb_array_elements(v.definition -> 'states') AS s) INTO started_on, states
  FROM workflows w JOIN workflow_versions v ON v.workflow = w.id AND v.status = 'published'
  WHERE w.collection = TG_TABLE_NAME AND w.field = TG_ARGV[0] AND w.is_enforced
  ORDER BY v.number DESC LIMIT 1;
  IF started_on IS NULL THEN RETURN NULL; END IF;
  EXECUTE format('SELECT coalesce(%1$I, %2$L) FROM fresh WHERE %1$I IS NULL OR %1$I <> ALL ($1) LIMIT 1', TG_ARGV[0], '') INTO stranger USING states;
  IF stranger IS NOT NULL THEN
    RAISE EXCEPTION 'the workflow has no state "%"', stranger USING ERRCODE = 'check_violation', CONSTRAINT = 'workflow_state_known';
  END IF;
  EXECUTE format('INSERT INTO workflow_objects (id, collection, item, version, state, since, moved_by)
    SELECT gen_random_uuid(), $1, f.id, $2, f.%I, $4, CASE WHEN $3 THEN relais_author_of(to_jsonb(f), NULL) END FROM fresh f', TG_ARGV[0])
    USING TG_TABLE_NAME, started_on, relais_setting('tracking') IS DISTINCT FROM 'off', relais_at();
  RETURN NULL;
END $$;

-- The last guard, under every channel: a state changes by a transition of the version on which the record runs, or not at
-- all. `relais.transition` is set by the engine for the one statement that moves; loads (`relais.tracking` off) are believed. A workflow that is enforced no more
-- only follows.
-- What follows a transition is written with its event, whoever moves the record: `relais.item` names the one record that a
-- transaction moves, so that nothing nested in the same write moves with it. A declared migration (`relais.migration`) may put a
-- record in any state of the version to which it goes; it is no step, and writes its event itself.
CREATE OR REPLACE FUNCTION relais_workflow_move() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  before text := to_jsonb(OLD) ->> TG_ARGV[0];
  after text := to_jsonb(NEW) ->> TG_ARGV[0];
  step text := relais_setting('transition');
  author uuid := relais_author_of(to_jsonb(NEW), to_jsonb(OLD));
  event uuid := coalesce(relais_setting('event')::uuid, gen_random_uuid());
  effects jsonb;
  place workflow_objects;
BEGIN
  IF before IS NOT DISTINCT FROM after THEN RETURN NULL; END IF;
  SELECT o.* INTO place FROM workflow_objects o WHERE o.collection = TG_TABLE_NAME AND o.item = NEW.id FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF relais_setting('migration') IS NOT NULL THEN
    UPDATE workflow_objects SET state = after WHERE id = place.id;
    RETURN NULL;
  END IF;
  IF relais_setting('tracking') IS DISTINCT FROM 'off'
    AND EXISTS (SELECT 1 FROM workflow_versions v JOIN workflows w ON w.id = v.workflow WHERE v.id = place.version AND w.is_enforced) THEN
    IF step IS NULL OR relais_setting('item') <> NEW.id::text THEN
      RAISE EXCEPTION 'a state changes by a transition only' USING ERRCODE = 'check_violation', CONSTRAINT = 'workflow_transition_only';
    END IF;
    SELECT coalesce(t -> 'effects', '[]') INTO effects FROM workflow_versions v, jsonb_array_elements(v.definition -> 'transitions') AS t
    WHERE v.id = place.version AND t ->> 'key' = step AND t -> 'from' ? before AND t ->> 'to' = after;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'the version has no such transition' USING ERRCODE = 'check_violation', CONSTRAINT = 'workflow_transition_allowed';
    END IF;
    INSERT INTO workflow_events (id, collection, item, version, transition, from_state, to_state, seconds, "user", audience, at, comment)
    VALUES (event, TG_TABLE_NAME, NEW.id, place.version, step, before, after,
      greatest(0, extract(epoch FROM relais_at() - place.since))::integer, author, coalesce(relais_setting('origin'), relais_audience_of(author)), relais_at(),
      relais_setting('comment'));
    -- What it sets is set already.
    INSERT INTO workflow_effects (id, event, position, effect, status, attempts, queued_at)
    SELECT gen_random_uuid(), event, f.rank - 1, f.effect, 'queued', 0, now()
    FROM jsonb_array_elements(effects) WITH ORDINALITY AS f(effect, rank) WHERE f.effect ->> 'kind' <> 'set_field';
  END IF;
  UPDATE workflow_objects SET state = after, since = relais_at(), moved_by = author WHERE id = place.id;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION relais_workflow_end() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM workflow_objects o USING gone g WHERE o.collection = TG_TABLE_NAME AND o.item = g.id;
  RETURN NULL;
END $$;

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

-- A workflow holds its collection as soon as it is enforced and has a published version.
CREATE OR REPLACE FUNCTION relais_workflow_published() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM relais_install_workflow(w.collection, w.field) FROM workflows w
  WHERE w.is_enforced AND w.id = (CASE TG_TABLE_NAME WHEN 'workflows' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(NEW) ->> 'workflow' END)::uuid
    AND EXISTS (SELECT 1 FROM workflow_versions v WHERE v.workflow = w.id AND v.status = 'published');
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS relais_50_published ON workflow_versions;
CREATE TRIGGER relais_50_published AFTER INSERT OR UPDATE OF status ON workflow_versions
  FOR EACH ROW WHEN (NEW.status = 'published') EXECUTE FUNCTION relais_workflow_published();
DROP TRIGGER IF EXISTS relais_50_published ON workflows;
CREATE TRIGGER relais_50_published AFTER UPDATE OF is_enforced ON workflows
  FOR EACH ROW WHEN (NEW.is_enforced) EXECUTE FUNCTION relais_workflow_published();
