-- The team of a file is the only source of the right to open it. An ended right is dated, never removed.
CREATE OR REPLACE FUNCTION relais_member_level(function text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT CASE function WHEN 'referent' THEN 'manage' WHEN 'reader' THEN 'read' ELSE 'contribute' END
$$;

CREATE OR REPLACE FUNCTION relais_end_grants(origin uuid, reason text, kept uuid) RETURNS void
LANGUAGE sql SET search_path = public, pg_temp AS $$
  UPDATE access_grants SET valid_until = now()
  WHERE source_id = origin AND why = reason AND "user" IS DISTINCT FROM kept
    AND (valid_until IS NULL OR valid_until > now())
$$;

CREATE OR REPLACE FUNCTION relais_grant(file uuid, account uuid, granted text, reason text, origin uuid, since timestamptz, until timestamptz)
RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE access_grants SET "case" = file, level = granted, valid_from = since, valid_until = until,
    person = (SELECT c.person FROM cases c WHERE c.id = file)
  WHERE source_id = origin AND why = reason AND "user" = account AND (valid_until IS NULL OR valid_until > now());
  IF NOT FOUND THEN
    INSERT INTO access_grants (id, "case", person, "user", level, why, source_id, valid_from, valid_until)
    SELECT gen_random_uuid(), c.id, c.person, account, granted, reason, origin, since, until FROM cases c WHERE c.id = file;
  END IF;
END $$;

CREATE OR REPLACE FUNCTION relais_case_members_grants() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  zone text;
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM relais_end_grants(OLD.id, 'member', NULL);
    RETURN NULL;
  END IF;
  SELECT s.time_zone INTO zone FROM cases c JOIN structures s ON s.id = c.structure WHERE c.id = NEW."case";
  PERFORM relais_end_grants(NEW.id, 'member', NEW."user");
  PERFORM relais_grant(NEW."case", NEW."user", relais_member_level(NEW.function), 'member', NEW.id,
    relais_day_start(NEW.valid_from, zone), relais_day_start(NEW.valid_until + 1, zone));
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS relais_50_grants ON case_members;
CREATE TRIGGER relais_50_grants
  AFTER INSERT OR DELETE OR UPDATE OF "case", "user", function, valid_from, valid_until ON case_members
  FOR EACH ROW EXECUTE FUNCTION relais_case_members_grants();

CREATE OR REPLACE FUNCTION relais_cases_grants() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.person IS DISTINCT FROM OLD.person THEN
    UPDATE access_grants SET person = NEW.person WHERE "case" = NEW.id;
    UPDATE referrals SET person = NEW.person WHERE "case" = NEW.id;
  END IF;
  IF TG_OP = 'INSERT' OR NEW.referent IS DISTINCT FROM OLD.referent THEN
    PERFORM relais_end_grants(NEW.id, 'referent', NEW.referent);
    IF NEW.referent IS NOT NULL THEN
      -- The minute's start, so that a server whose clock is a little late sees the right at once.
      PERFORM relais_grant(NEW.id, NEW.referent, 'manage', 'referent', NEW.id, date_trunc('minute', now()), NULL);
    END IF;
  END IF;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS relais_50_grants ON cases;
CREATE TRIGGER relais_50_grants AFTER INSERT OR UPDATE OF referent, person ON cases
  FOR EACH ROW EXECUTE FUNCTION relais_cases_grants();

-- A file without a number gets one: code of the structure, year, rank.
CREATE SEQUENCE IF NOT EXISTS relais_case_reference;
CREATE OR REPLACE FUNCTION relais_case_number() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  SELECT left(s.code, 24) || '-' || to_char(coalesce(NEW.opened_on, current_date), 'YYYY') || '-' || lpad(nextval('relais_case_reference')::text, 5, '0')
  INTO NEW.reference FROM structures s WHERE s.id = NEW.structure;
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS relais_10_reference ON cases;
CREATE TRIGGER relais_10_reference BEFORE INSERT ON cases
  FOR EACH ROW WHEN (NEW.reference IS NULL OR NEW.reference = '') EXECUTE FUNCTION relais_case_number();
