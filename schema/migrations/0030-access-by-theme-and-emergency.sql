-- The referent of a theme follows the needs of that theme, file by file, as they open and close (ML-52).
CREATE OR REPLACE FUNCTION relais_refresh_cases_access(files uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
BEGIN
  -- Always in the same order: two changes at once wait for each other instead of blocking each other.
  PERFORM relais_refresh_case_access(c.id) FROM (SELECT id FROM cases WHERE id = ANY (files) ORDER BY id) AS c;
  PERFORM relais_refresh_person_access(p.person) FROM (SELECT DISTINCT person FROM cases WHERE id = ANY (files) ORDER BY person) AS p;
END $$;

CREATE OR REPLACE FUNCTION relais_needs_access() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
DECLARE
  files uuid[] := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW."case"] WHEN 'DELETE' THEN ARRAY[OLD."case"] ELSE ARRAY[OLD."case", NEW."case"] END;
  themes text[] := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.theme] WHEN 'DELETE' THEN ARRAY[OLD.theme] ELSE ARRAY[OLD.theme, NEW.theme] END;
BEGIN
  -- Most structures have no referent for the theme: nothing to rebuild.
  IF EXISTS (
    SELECT 1 FROM memberships m
    WHERE m.function = 'theme_referent' AND m.theme = ANY (themes)
      AND m.structure IN (SELECT relais_structure_ancestors(c.structure) FROM cases c WHERE c.id = ANY (files))
  ) THEN
    PERFORM relais_refresh_cases_access(files);
  END IF;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS relais_50_access ON needs;
CREATE TRIGGER relais_50_access AFTER INSERT OR DELETE OR UPDATE OF "case", theme, status ON needs
  FOR EACH ROW EXECUTE FUNCTION relais_needs_access();

CREATE INDEX IF NOT EXISTS memberships_theme_referents_idx ON memberships (theme, structure) WHERE function = 'theme_referent';

-- The files that a membership bears on: those of its theme, and those whose team its account is in, referent and emergency included.
CREATE OR REPLACE FUNCTION relais_memberships_access() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
DECLARE
  posts memberships[] := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW] WHEN 'DELETE' THEN ARRAY[OLD] ELSE ARRAY[OLD, NEW] END;
BEGIN
  PERFORM relais_refresh_cases_access(ARRAY(
    WITH RECURSIVE tree AS (
      SELECT structure, theme FROM unnest(posts) WHERE function = 'theme_referent'
      UNION
      SELECT s.id, tree.theme FROM tree JOIN structures s ON s.parent = tree.structure
    )
    SELECT c.id FROM tree
    JOIN cases c ON c.structure = tree.structure AND c.status <> 'closed'
    JOIN needs n ON n."case" = c.id AND n.theme = tree.theme AND n.status IN ('open', 'in_progress')
    UNION
    SELECT f.file FROM unnest(posts) AS post, relais_files_of(post."user") AS f(file)));
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION relais_files_of(account uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT id FROM cases WHERE referent = account
  UNION SELECT "case" FROM case_members WHERE "user" = account
  UNION SELECT "case" FROM break_glass_accesses WHERE "user" = account
$$;

DROP TRIGGER IF EXISTS relais_60_themes ON memberships;
DROP FUNCTION IF EXISTS relais_memberships_themes();
DROP TRIGGER IF EXISTS relais_60_access ON memberships;
CREATE TRIGGER relais_60_access AFTER INSERT OR DELETE OR UPDATE OF structure, "user", function, theme, valid_from, valid_until ON memberships
  FOR EACH ROW EXECUTE FUNCTION relais_memberships_access();

-- A structure that is archived, moves in the tree or changes its clock changes what its people may open, and who reaches the files below.
CREATE OR REPLACE FUNCTION relais_structures_access() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
BEGIN
  PERFORM relais_refresh_cases_access(ARRAY(
    WITH RECURSIVE tree AS (
      SELECT NEW.id AS structure
      UNION
      SELECT s.id FROM tree JOIN structures s ON s.parent = tree.structure
    )
    SELECT c.id FROM tree JOIN cases c USING (structure)
    UNION
    SELECT f.file FROM memberships m, relais_files_of(m."user") AS f(file) WHERE m.structure = NEW.id));
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS relais_60_access ON structures;
CREATE TRIGGER relais_60_access AFTER UPDATE OF parent, time_zone, status ON structures FOR EACH ROW
  WHEN ((NEW.parent, NEW.time_zone, NEW.status) IS DISTINCT FROM (OLD.parent, OLD.time_zone, OLD.status)) EXECUTE FUNCTION relais_structures_access();

-- Somebody who opens a file for a written reason gets it at once, for a day at most, once at a time.
CREATE OR REPLACE FUNCTION relais_break_glass_access() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
BEGIN
  PERFORM relais_refresh_cases_access(ARRAY[coalesce(NEW."case", OLD."case")]);
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS relais_50_access ON break_glass_accesses;
CREATE TRIGGER relais_50_access AFTER INSERT OR DELETE OR UPDATE OF "case", "user", valid_from, valid_until ON break_glass_accesses
  FOR EACH ROW EXECUTE FUNCTION relais_break_glass_access();

ALTER TABLE break_glass_accesses DROP CONSTRAINT IF EXISTS break_glass_accesses_one_day;
ALTER TABLE break_glass_accesses ADD CONSTRAINT break_glass_accesses_one_day
  CHECK (valid_until > valid_from AND valid_until <= valid_from + interval '24 hours');
ALTER TABLE break_glass_accesses DROP CONSTRAINT IF EXISTS break_glass_accesses_reasoned;
ALTER TABLE break_glass_accesses ADD CONSTRAINT break_glass_accesses_reasoned CHECK (length(btrim(reason)) >= 20);
