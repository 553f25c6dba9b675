-- A membership reaches its structure and every structure below it.
CREATE OR REPLACE FUNCTION relais_structure_ancestors(start uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH RECURSIVE chain AS (
    SELECT s.id, s.parent FROM structures s WHERE s.id = start
    UNION
    SELECT s.id, s.parent FROM structures s JOIN chain ON s.id = chain.parent
  ) SELECT id FROM chain
$$;

-- Where nothing says where: the zone of the country's capital, named here and in schema/time/zones.ts alone.
CREATE OR REPLACE FUNCTION relais_default_zone() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT 'Europe/Paris' $$;

-- Days are those of the structure's own time zone, the last day included.
CREATE OR REPLACE FUNCTION relais_day_start(day date, zone text) RETURNS timestamptz
LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$ SELECT day::timestamp AT TIME ZONE coalesce(zone, relais_default_zone()) $$;

-- The day it is in a zone.
CREATE OR REPLACE FUNCTION relais_today(zone text) RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT (now() AT TIME ZONE coalesce(zone, relais_default_zone()))::date $$;

CREATE OR REPLACE FUNCTION relais_scope_level(function text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT CASE function
    WHEN 'manager' THEN 'manage'
    WHEN 'configurator' THEN 'configure'
    WHEN 'steering' THEN 'steer'
    WHEN 'reception' THEN 'read'
    ELSE 'contribute'
  END
$$;

CREATE OR REPLACE FUNCTION relais_level_rank(level text) RETURNS integer
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp
AS $$ SELECT CASE level WHEN 'manage' THEN 3 WHEN 'contribute' THEN 2 ELSE 1 END $$;

-- When an account works, and where: what a team, a theme or an emergency gives never lasts longer. Configuring or steering is no work
-- on files, a structure that was archived gives nothing, and a period that ends before it starts is none.
CREATE OR REPLACE FUNCTION relais_work_periods(account uuid) RETURNS TABLE (structure uuid, period tstzrange)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT m.structure, tstzrange(relais_day_start(m.valid_from, home.time_zone), coalesce(relais_day_start(m.valid_until + 1, home.time_zone), 'infinity'))
  FROM memberships m JOIN structures home ON home.id = m.structure
  WHERE m."user" = account AND home.status = 'active' AND m.function NOT IN ('configurator', 'steering') AND coalesce(m.valid_until >= m.valid_from, true)
$$;

-- Rebuilds the scopes of accounts. Several memberships may reach one structure: their periods are cut at each start
-- and end, and of each piece the strongest level is kept, so that no two rows of a family ever overlap.
CREATE OR REPLACE FUNCTION relais_refresh_scopes(accounts uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
BEGIN
  -- Two changes of the tree at once would each miss the other's half.
  PERFORM pg_advisory_xact_lock(hashtext('relais.structure_scopes'));
  DELETE FROM structure_scopes WHERE "user" = ANY (accounts);
  WITH RECURSIVE tree AS (
    SELECT m.id AS membership, m.structure FROM memberships m WHERE m."user" = ANY (accounts)
    UNION
    SELECT tree.membership, s.id FROM tree JOIN structures s ON s.parent = tree.structure
  ), reached AS (
    SELECT tree.structure, m."user", m.id AS membership, relais_scope_level(m.function) AS level,
      CASE relais_scope_level(m.function) WHEN 'configure' THEN 'configure' WHEN 'steer' THEN 'steer' ELSE 'work' END AS family,
      relais_day_start(m.valid_from, home.time_zone) AS since,
      coalesce(relais_day_start(m.valid_until + 1, home.time_zone), 'infinity') AS until
    FROM tree
    JOIN memberships m ON m.id = tree.membership
    JOIN structures home ON home.id = m.structure AND home.status = 'active'
    WHERE coalesce(m.valid_until >= m.valid_from, true)
  ), edge AS (
    SELECT structure, "user", family, since AS at FROM reached
    UNION
    SELECT structure, "user", family, until FROM reached
  ), piece AS (
    SELECT structure, "user", family, at AS since,
      lead(at) OVER (PARTITION BY structure, "user", family ORDER BY at) AS until
    FROM edge
  )
  INSERT INTO structure_scopes (id, structure, "user", level, membership, valid_from, valid_until)
  SELECT DISTINCT ON (piece.structure, piece."user", piece.family, piece.since)
    gen_random_uuid(), piece.structure, piece."user", reached.level, reached.membership, piece.since, NULLIF(piece.until, 'infinity')
  FROM piece
  JOIN reached USING (structure, "user", family)
  WHERE piece.until IS NOT NULL AND reached.since <= piece.since AND reached.until >= piece.until
  ORDER BY piece.structure, piece."user", piece.family, piece.since, relais_level_rank(reached.level) DESC;
END $$;

CREATE OR REPLACE FUNCTION relais_memberships_scopes() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
BEGIN
  PERFORM relais_refresh_scopes(CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW."user"] WHEN 'DELETE' THEN ARRAY[OLD."user"] ELSE ARRAY[OLD."user", NEW."user"] END);
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS relais_50_scopes ON memberships;
CREATE TRIGGER relais_50_scopes
  AFTER INSERT OR DELETE OR UPDATE OF structure, "user", function, valid_from, valid_until ON memberships
  FOR EACH ROW EXECUTE FUNCTION relais_memberships_scopes();

CREATE OR REPLACE FUNCTION relais_structures_no_cycle() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
BEGIN
  IF NEW.parent = NEW.id OR NEW.id IN (SELECT relais_structure_ancestors(NEW.parent)) THEN
    RAISE EXCEPTION 'a structure cannot be its own ancestor' USING ERRCODE = 'check_violation', CONSTRAINT = 'structures_no_cycle';
  END IF;
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS relais_10_no_cycle ON structures;
CREATE TRIGGER relais_10_no_cycle BEFORE INSERT OR UPDATE OF parent ON structures
  FOR EACH ROW WHEN (NEW.parent IS NOT NULL) EXECUTE FUNCTION relais_structures_no_cycle();

CREATE OR REPLACE FUNCTION relais_structures_scopes() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
DECLARE
  changed uuid[] := ARRAY[NEW.id, NEW.parent];
BEGIN
  IF TG_OP = 'UPDATE' THEN changed := changed || OLD.parent; END IF;
  PERFORM relais_refresh_scopes(ARRAY(
    SELECT DISTINCT m."user" FROM memberships m
    WHERE m.structure IN (SELECT relais_structure_ancestors(start) FROM unnest(changed) AS start)));
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS relais_50_scopes ON structures;
CREATE TRIGGER relais_50_scopes AFTER INSERT OR UPDATE OF parent, time_zone, status ON structures
  FOR EACH ROW EXECUTE FUNCTION relais_structures_scopes();

DO $$ BEGIN
  PERFORM relais_refresh_scopes(ARRAY(SELECT DISTINCT "user" FROM memberships));
END $$;
