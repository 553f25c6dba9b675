-- Opening a file on a person gives rights on them, so it asks for the right to contribute to what is known of them: never one that only
-- lets read, an emergency access for instance. Whoever has just written a person down may open the first file; that ends an hour later
-- or as soon as somebody else follows the person, whichever comes last, and always with the author's own work.
CREATE OR REPLACE FUNCTION relais_is_own_person(author uuid, somebody uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH work AS (
    SELECT structure FROM structure_scopes
    WHERE "user" = author AND level IN ('contribute', 'manage') AND valid_from <= now() AND (valid_until IS NULL OR valid_until > now())
  )
  SELECT EXISTS (
    SELECT 1 FROM people p
    WHERE p.id = somebody AND p.user_created = author AND EXISTS (SELECT 1 FROM work) AND (
      p.date_created > now() - interval '1 hour'
      OR NOT EXISTS (SELECT 1 FROM person_structures f WHERE f.person = p.id AND f.structure NOT IN (SELECT structure FROM work))
        AND NOT EXISTS (
          SELECT 1 FROM person_grants g
          WHERE g.person = p.id AND g."user" <> author AND g.valid_from <= now() AND (g.valid_until IS NULL OR g.valid_until > now()))))
$$;

CREATE OR REPLACE FUNCTION relais_may_name_person(author uuid, somebody uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE relais_audience_of(author)
    WHEN 'system' THEN true
    WHEN 'admin' THEN true
    WHEN 'adviser' THEN EXISTS (
      SELECT 1 FROM person_grants g
      WHERE g.person = somebody AND g."user" = author AND g.level IN ('contribute', 'manage') AND g.valid_from <= now() AND (g.valid_until IS NULL OR g.valid_until > now())
    ) OR relais_is_own_person(author, somebody)
    WHEN 'manager' THEN EXISTS (
      SELECT 1 FROM person_structures f JOIN structure_scopes s ON s.structure = f.structure
      WHERE f.person = somebody AND s."user" = author AND s.level = 'manage' AND s.valid_from <= now() AND (s.valid_until IS NULL OR s.valid_until > now())
    ) OR relais_is_own_person(author, somebody)
    ELSE false
  END
$$;

CREATE OR REPLACE FUNCTION relais_person_in_reach() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT relais_may_name_person(relais_author_of(to_jsonb(NEW), CASE TG_OP WHEN 'UPDATE' THEN to_jsonb(OLD) END), NEW.person) THEN
    RAISE EXCEPTION '% names a person whom its author does not follow', TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_person_in_reach';
  END IF;
  RETURN NEW;
END $$;

DO $$
DECLARE
  named text;
BEGIN
  FOREACH named IN ARRAY ARRAY['cases', 'relatives', 'person_identifiers', 'invitations'] LOOP
    EXECUTE format('DROP TRIGGER IF EXISTS relais_15_person_in_reach ON %I', named);
    EXECUTE format('CREATE TRIGGER relais_15_person_in_reach BEFORE INSERT ON %I FOR EACH ROW WHEN (NEW.person IS NOT NULL) EXECUTE FUNCTION relais_person_in_reach()', named);
    EXECUTE format('DROP TRIGGER IF EXISTS relais_16_person_in_reach ON %I', named);
    EXECUTE format('CREATE TRIGGER relais_16_person_in_reach BEFORE UPDATE OF person ON %I FOR EACH ROW WHEN (NEW.person IS DISTINCT FROM OLD.person) EXECUTE FUNCTION relais_person_in_reach()', named);
  END LOOP;
END $$;

-- Two structures may give one number to two people, or know one person twice: a refusal would tell each that the other has it.
DROP INDEX IF EXISTS person_identifiers_kind_value_unique;
