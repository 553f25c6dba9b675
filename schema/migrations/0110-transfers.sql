-- A transfer leaves from where the file is; once accepted, by somebody or by the delay, the file goes.
CREATE OR REPLACE FUNCTION relais_transfers_origin() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  SELECT c.structure INTO NEW.from_structure FROM cases c WHERE c.id = NEW."case";
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS relais_20_origin ON transfers;
CREATE TRIGGER relais_20_origin BEFORE INSERT ON transfers FOR EACH ROW EXECUTE FUNCTION relais_transfers_origin();

-- Once a transfer is accepted the team of the structure that is left only reads the file, until the end of the day, its referent like the
-- others: no change, no invitation and no new file from then on; who follows the person follows the file, unless another of their files stays where it was.
CREATE OR REPLACE FUNCTION relais_transfers_done() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  file cases;
  today date;
BEGIN
  SELECT c.* INTO file FROM cases c WHERE c.id = NEW."case";
  SELECT relais_today(s.time_zone) INTO today FROM structures s WHERE s.id = NEW.from_structure;
  INSERT INTO case_members (id, "case", "user", function, valid_from, date_created)
  SELECT gen_random_uuid(), file.id, file.referent, 'reader', today, now()
  WHERE file.referent IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM case_members m WHERE m."case" = file.id AND m."user" = file.referent AND m.left_at IS NULL AND m.valid_from <= today AND coalesce(m.valid_until, 'infinity') >= today);
  -- Those whom the file left before keep the evening of their own place: it may be another day there.
  DELETE FROM case_members m WHERE m."case" = file.id AND m.left_at IS NULL AND m.valid_from > today;
  UPDATE case_members m SET valid_until = today, left_at = now() WHERE m."case" = file.id AND m.left_at IS NULL AND coalesce(m.valid_until, 'infinity') >= today;
  UPDATE cases SET structure = NEW.structure, referent = NULL WHERE id = file.id;
  UPDATE people p SET structure = NEW.structure WHERE p.id = file.person AND p.structure = NEW.from_structure
    AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.person = p.id AND c.structure = NEW.from_structure);
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS relais_90_done ON transfers;
CREATE TRIGGER relais_90_done AFTER UPDATE OF status ON transfers
  FOR EACH ROW WHEN (NEW.status = 'accepted' AND OLD.status <> 'accepted' AND NEW.structure <> NEW.from_structure) EXECUTE FUNCTION relais_transfers_done();

-- Whoever is given new days or another function is in the team again.
CREATE OR REPLACE FUNCTION relais_case_members_return() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  NEW.left_at := NULL;
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS relais_25_return ON case_members;
CREATE TRIGGER relais_25_return BEFORE UPDATE OF valid_from, valid_until, function ON case_members
  FOR EACH ROW WHEN (NEW.left_at IS NOT DISTINCT FROM OLD.left_at AND (NEW.valid_from, NEW.valid_until, NEW.function) IS DISTINCT FROM (OLD.valid_from, OLD.valid_until, OLD.function))
  EXECUTE FUNCTION relais_case_members_return();
