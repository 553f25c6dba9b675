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
