-- A transfer leaves from where the file is; once accepted, by somebody or by the delay, the file goes.
CREATE OR REPLACE FUNCTION relais_transfers_origin() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  SELECT c.structure INTO NEW.from_structure FROM cases c WHERE c.id = NEW."case";
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS relais_20_origin ON transfers;
CREATE TRIGGER relais_20_origin BEFORE INSERT ON transfers FOR EACH ROW EXECUTE FUNCTION relais_transfers_origin();

CREATE OR REPLACE FUNCTION relais_transfers_done() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  -- The team of the structure that is left has done its work; that of the other is not named yet.
  UPDATE case_members m SET valid_until = (now() AT TIME ZONE s.time_zone)::date FROM structures s
  WHERE s.id = NEW.from_structure AND m."case" = NEW."case" AND coalesce(m.valid_until, 'infinity') > (now() AT TIME ZONE s.time_zone)::date;
  UPDATE cases SET structure = NEW.structure, referent = NULL WHERE id = NEW."case";
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS relais_90_done ON transfers;
CREATE TRIGGER relais_90_done AFTER UPDATE OF status ON transfers
  FOR EACH ROW WHEN (NEW.status = 'accepted' AND OLD.status <> 'accepted' AND NEW.structure <> NEW.from_structure) EXECUTE FUNCTION relais_transfers_done();
