-- An action knows by itself when it was done and by whom, whoever ticks it and from wherever.
CREATE OR REPLACE FUNCTION relais_actions_done() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  before jsonb;
BEGIN
  IF NEW.status IS DISTINCT FROM 'done' THEN
    NEW.done_at := NULL;
    NEW.done_by := NULL;
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF OLD.status = 'done' THEN RETURN NEW; END IF;
    before := to_jsonb(OLD);
  END IF;
  NEW.done_at := coalesce(NEW.done_at, relais_at());
  NEW.done_by := coalesce(NEW.done_by, relais_author_of(to_jsonb(NEW), before));
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS relais_20_done ON actions;
CREATE TRIGGER relais_20_done BEFORE INSERT OR UPDATE OF status ON actions
  FOR EACH ROW EXECUTE FUNCTION relais_actions_done();

-- An interview is a contact: the file's last contact follows it, in the days of its structure, and never goes back.
CREATE OR REPLACE FUNCTION relais_interviews_contact() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.happened_at > relais_at() THEN RETURN NULL; END IF;
  UPDATE cases c SET last_contact_on = (NEW.happened_at AT TIME ZONE s.time_zone)::date
  FROM structures s
  WHERE c.id = NEW."case" AND s.id = c.structure
    AND (c.last_contact_on IS NULL OR c.last_contact_on < (NEW.happened_at AT TIME ZONE s.time_zone)::date);
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS relais_50_contact ON interviews;
CREATE TRIGGER relais_50_contact AFTER INSERT OR UPDATE OF happened_at ON interviews
  FOR EACH ROW EXECUTE FUNCTION relais_interviews_contact();
