-- A number is unique in its structure: a file that goes where another one has it takes a new number, and keeps the old one to be found by.
CREATE OR REPLACE FUNCTION relais_case_number_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM cases c WHERE c.structure = NEW.structure AND c.reference = NEW.reference AND c.id <> NEW.id) THEN RETURN NEW; END IF;
  NEW.former_references := concat_ws(', ', NEW.former_references, NEW.reference);
  SELECT left(s.code, 24) || '-' || to_char(coalesce(NEW.opened_on, relais_today(s.time_zone)), 'YYYY') || '-' || to_char(nextval('relais_case_reference'), 'FM99999999900000')
  INTO NEW.reference FROM structures s WHERE s.id = NEW.structure;
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS relais_11_reference_moves ON cases;
CREATE TRIGGER relais_11_reference_moves BEFORE UPDATE OF structure ON cases
  FOR EACH ROW WHEN (NEW.structure IS DISTINCT FROM OLD.structure AND NEW.reference IS NOT NULL) EXECUTE FUNCTION relais_case_number_moves();
