-- Entering a state forgets what was due in the one left, and asks for a look where something is due by itself: `-infinity`
-- until the engine, which knows working days and public holidays, has put the day.
CREATE OR REPLACE FUNCTION relais_workflow_due() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.state, NEW.version, NEW.since) IS NOT DISTINCT FROM (OLD.state, OLD.version, OLD.since) THEN RETURN NEW; END IF;
  NEW.deadline_at := NULL;
  NEW.handled_at := NULL;
  NEW.last_error := NULL;
  NEW.attempts := 0;
  SELECT '-infinity' INTO NEW.due_at FROM workflow_versions v WHERE v.id = NEW.version AND (
    jsonb_path_exists(v.definition::jsonb, '$.states[*] ? (@.key == $state && exists(@.deadline))', jsonb_build_object('state', NEW.state))
    OR jsonb_path_exists(v.definition::jsonb, '$.transitions[*] ? (exists(@.timer) && @.from[*] == $state)', jsonb_build_object('state', NEW.state)));
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS relais_20_due ON workflow_objects;
CREATE TRIGGER relais_20_due BEFORE INSERT OR UPDATE OF state, version, since ON workflow_objects
  FOR EACH ROW EXECUTE FUNCTION relais_workflow_due();

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
