-- Entering a state forgets what was due in the one left, and asks for a look where something is due by itself: the epoch
-- until the engine, which knows working days and public holidays, has put the day.
CREATE OR REPLACE FUNCTION relais_workflow_due() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.state, NEW.version, NEW.since) IS NOT DISTINCT FROM (OLD.state, OLD.version, OLD.since) THEN RETURN NEW; END IF;
  NEW.deadline_at := NULL;
  NEW.handled_at := NULL;
  NEW.last_error := NULL;
  NEW.attempts := 0;
  NEW.unanswerable_at := NULL;
  NEW.answerable_since := NULL;
  SELECT 'epoch' INTO NEW.due_at FROM workflow_versions v WHERE v.id = NEW.version AND (
    jsonb_path_exists(v.definition::jsonb, '$.states[*] ? (@.key == $state && exists(@.deadline))', jsonb_build_object('state', NEW.state))
    OR jsonb_path_exists(v.definition::jsonb, '$.transitions[*] ? (exists(@.timer) && @.from[*] == $state)', jsonb_build_object('state', NEW.state)));
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS relais_20_due ON workflow_objects;
CREATE TRIGGER relais_20_due BEFORE INSERT OR UPDATE OF state, version, since ON workflow_objects
  FOR EACH ROW EXECUTE FUNCTION relais_workflow_due();

-- The states that a record has left, the latest first, each with when it was entered: a delay that runs over several of them is counted from the
-- first. A record that was let go, then held again, begins anew.
CREATE OR REPLACE FUNCTION relais_states_left(target text, object uuid, entered timestamptz) RETURNS TABLE (state text, since timestamptz)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH steps AS (
    SELECT e.from_state, e.at, e.seconds, max(e.at) OVER () AS latest FROM workflow_events e
    WHERE e.collection = target AND e.item = object AND e.transition <> '@migration' ORDER BY e.at DESC LIMIT 20
  )
  SELECT s.from_state, s.at - make_interval(secs => s.seconds) FROM steps s WHERE s.latest >= entered - interval '1 second' ORDER BY s.at DESC
$$;

-- Not an infinity, which no client of the database reads as an instant.
UPDATE workflow_objects SET due_at = 'epoch' WHERE due_at = '-infinity';
