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

CREATE OR REPLACE FUNCTION relais_memberships_themes() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
DECLARE
  before jsonb := CASE WHEN TG_OP <> 'INSERT' AND OLD.function = 'theme_referent' THEN jsonb_build_object('structure', OLD.structure, 'theme', OLD.theme) END;
  after jsonb := CASE WHEN TG_OP <> 'DELETE' AND NEW.function = 'theme_referent' THEN jsonb_build_object('structure', NEW.structure, 'theme', NEW.theme) END;
BEGIN
  PERFORM relais_refresh_cases_access(ARRAY(
    WITH RECURSIVE post AS (
      SELECT (p ->> 'structure')::uuid AS structure, p ->> 'theme' AS theme FROM unnest(ARRAY[before, after]) AS p WHERE p IS NOT NULL
    ), tree AS (
      SELECT structure, theme FROM post
      UNION
      SELECT s.id, tree.theme FROM tree JOIN structures s ON s.parent = tree.structure
    )
    SELECT DISTINCT c.id FROM tree
    JOIN cases c ON c.structure = tree.structure AND c.status <> 'closed'
    JOIN needs n ON n."case" = c.id AND n.theme = tree.theme AND n.status IN ('open', 'in_progress')));
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS relais_60_themes ON memberships;
CREATE TRIGGER relais_60_themes AFTER INSERT OR DELETE OR UPDATE OF structure, "user", function, theme, valid_from, valid_until ON memberships
  FOR EACH ROW EXECUTE FUNCTION relais_memberships_themes();

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
