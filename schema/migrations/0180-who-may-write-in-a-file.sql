-- What names a file becomes a part of it, and may give rights on it: its author contributes to that file. Reading it is not enough, by
-- an emergency access least of all. The forms ask the same; here it holds for every way in.
CREATE OR REPLACE FUNCTION relais_may_write_in_file(author uuid, file uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE relais_audience_of(author)
    WHEN 'system' THEN true
    WHEN 'admin' THEN true
    WHEN 'manager' THEN EXISTS (
      SELECT 1 FROM cases c JOIN structure_scopes s ON s.structure = c.structure
      WHERE c.id = file AND s."user" = author AND s.level = 'manage' AND s.valid_from <= now() AND (s.valid_until IS NULL OR s.valid_until > now()))
    -- People and partners write through endpoints only: in their own file, and in one that they were sent.
    WHEN 'beneficiary' THEN EXISTS (SELECT 1 FROM cases c JOIN people p ON p.id = c.person WHERE c.id = file AND p."user" = author)
    WHEN 'partner' THEN EXISTS (
      SELECT 1 FROM referrals r JOIN organization_members m ON m.organization = r.organization
      WHERE r."case" = file AND m."user" = author AND m.valid_from <= now() AND (m.valid_until IS NULL OR m.valid_until > now()))
    -- A prescriber follows people one by one: being given the file, at any level, is enough to refer its person.
    WHEN 'prescriber' THEN EXISTS (
      SELECT 1 FROM access_grants g
      WHERE g."case" = file AND g."user" = author AND g.why <> 'break_glass' AND g.valid_from <= now() AND (g.valid_until IS NULL OR g.valid_until > now()))
    WHEN 'adviser' THEN EXISTS (
      SELECT 1 FROM access_grants g
      WHERE g."case" = file AND g."user" = author AND g.level IN ('contribute', 'manage') AND g.valid_from <= now() AND (g.valid_until IS NULL OR g.valid_until > now()))
    ELSE false
  END
$$;

CREATE OR REPLACE FUNCTION relais_file_in_reach() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  -- What another rule of the database writes follows from something that was judged: the team of a file that leaves.
  IF pg_trigger_depth() = 1 AND NOT relais_may_write_in_file(relais_author_of(to_jsonb(NEW), CASE TG_OP WHEN 'UPDATE' THEN to_jsonb(OLD) END), NEW."case") THEN
    RAISE EXCEPTION '% names a file that its author does not contribute to', TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_file_in_reach';
  END IF;
  RETURN NEW;
END $$;

-- Every table of files, but for the rights themselves, which are computed, and emergency accesses, which are for those who have none.
DO $$
DECLARE
  named text;
BEGIN
  FOR named IN
    SELECT t.relname FROM pg_constraint f
    JOIN pg_class t ON t.oid = f.conrelid AND t.relnamespace = 'public'::regnamespace
    JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attname = 'case' AND f.conkey = ARRAY[a.attnum]
    WHERE f.contype = 'f' AND f.confrelid = 'cases'::regclass AND t.relname NOT IN ('access_grants', 'break_glass_accesses')
  LOOP
    EXECUTE format('DROP TRIGGER IF EXISTS relais_15_file_in_reach ON %I', named);
    EXECUTE format('CREATE TRIGGER relais_15_file_in_reach BEFORE INSERT ON %I FOR EACH ROW WHEN (NEW."case" IS NOT NULL) EXECUTE FUNCTION relais_file_in_reach()', named);
    EXECUTE format('DROP TRIGGER IF EXISTS relais_16_file_in_reach ON %I', named);
    EXECUTE format('CREATE TRIGGER relais_16_file_in_reach BEFORE UPDATE OF "case" ON %I FOR EACH ROW WHEN (NEW."case" IS DISTINCT FROM OLD."case") EXECUTE FUNCTION relais_file_in_reach()', named);
  END LOOP;
END $$;
