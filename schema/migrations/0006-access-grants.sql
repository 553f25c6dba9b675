-- Who may open a file: its referent and its members, on their dates; the referents of a theme in which it has a need to
-- meet (ML-52); whoever opened it for a written reason, for a day. The past of these rights is in the tables they come from.
-- None of them outlives the work that it was given for: all are cut to the memberships of the account, which end by the clock.
CREATE OR REPLACE FUNCTION relais_member_level(function text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT CASE function WHEN 'referent' THEN 'manage' WHEN 'reader' THEN 'read' ELSE 'contribute' END
$$;

-- Rebuilds the rights on a file. Somebody may be referent and member at once: periods are cut at each start and end,
-- and of each piece the strongest right is kept, so that two rows of one account never overlap.
CREATE OR REPLACE FUNCTION relais_refresh_case_access(file uuid) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
BEGIN
  -- Two changes of one team at once would each miss the other's half.
  PERFORM 1 FROM cases WHERE id = file FOR NO KEY UPDATE;
  DELETE FROM access_grants WHERE "case" = file AND why IN ('member', 'referent', 'theme', 'break_glass');
  WITH team AS (
    -- The minute's start, so that a server whose clock is a little late sees the right at once.
    SELECT c.referent AS "user", 'manage' AS level, 'referent' AS why, c.id AS source,
      least(relais_day_start(c.opened_on, s.time_zone), date_trunc('minute', now())) AS since, 'infinity'::timestamptz AS until
    FROM cases c JOIN structures s ON s.id = c.structure
    WHERE c.id = file AND c.referent IS NOT NULL
    UNION ALL
    -- In the days of the place where they were counted: a file that moves takes no hour away from the team that is left.
    SELECT m."user", relais_member_level(m.function), 'member', m.id,
      relais_day_start(m.valid_from, coalesce(m.days_zone, s.time_zone)), coalesce(relais_day_start(m.valid_until + 1, coalesce(m.days_zone, s.time_zone)), 'infinity')
    FROM case_members m JOIN cases c ON c.id = m."case" JOIN structures s ON s.id = c.structure
    WHERE c.id = file
    UNION ALL
    SELECT m."user", 'contribute', 'theme', m.id,
      relais_day_start(m.valid_from, home.time_zone), coalesce(relais_day_start(m.valid_until + 1, home.time_zone), 'infinity')
    FROM cases c
    JOIN memberships m ON m.function = 'theme_referent' AND m.structure IN (SELECT relais_structure_ancestors(c.structure))
    JOIN structures home ON home.id = m.structure
    WHERE c.id = file AND c.status <> 'closed'
      AND EXISTS (SELECT 1 FROM needs n WHERE n."case" = c.id AND n.theme = m.theme AND n.status IN ('open', 'in_progress'))
    UNION ALL
    SELECT b."user", 'read', 'break_glass', b.id, b.valid_from, b.valid_until
    FROM break_glass_accesses b WHERE b."case" = file
  ), cut AS (
    -- Those whose file has left keep reading it until their last day is over, and nothing more: what one writes with a right outlives it.
    SELECT t."user", t.level, t.why, t.source, t.since, least(t.until, coalesce(m.left_at, 'infinity')) AS until
    FROM team t LEFT JOIN case_members m ON t.why = 'member' AND m.id = t.source
    UNION ALL
    SELECT t."user", 'read', t.why, t.source, greatest(t.since, m.left_at), t.until
    FROM team t JOIN case_members m ON t.why = 'member' AND m.id = t.source AND m.left_at IS NOT NULL
  ), work AS (
    -- When each of them works: anywhere, and where the file is.
    SELECT one."user", range_agg(w.period) AS anywhere, range_agg(w.period) FILTER (WHERE w.structure IN (SELECT relais_structure_ancestors(c.structure))) AS here
    FROM cases c CROSS JOIN (SELECT DISTINCT "user" FROM team) AS one CROSS JOIN LATERAL relais_work_periods(one."user") AS w
    WHERE c.id = file GROUP BY one."user"
  ), held AS (
    -- Somebody from elsewhere is in a team for as long as they work anywhere; once a colleague, for as long as they are one.
    SELECT team."user", team.level, team.why, team.source, lower(part) AS since, upper(part) AS until
    FROM (SELECT "user", level, why, source, tstzmultirange(tstzrange(since, until)) AS given FROM cut WHERE since < until) AS team
    JOIN work USING ("user"),
    unnest(given * CASE WHEN here && given THEN here + anywhere * tstzmultirange(tstzrange(NULL, lower(here * given))) ELSE anywhere END) AS part
  ), edge AS (
    SELECT "user", since AS at FROM held
    UNION
    SELECT "user", until FROM held
  ), piece AS (
    SELECT "user", at AS since, lead(at) OVER (PARTITION BY "user" ORDER BY at) AS until FROM edge
  )
  INSERT INTO access_grants (id, "case", person, "user", level, why, source_id, valid_from, valid_until)
  SELECT DISTINCT ON (piece."user", piece.since)
    gen_random_uuid(), c.id, c.person, piece."user", held.level, held.why, held.source, piece.since, NULLIF(piece.until, 'infinity')
  FROM piece
  JOIN held USING ("user")
  JOIN cases c ON c.id = file
  WHERE piece.until IS NOT NULL AND held.since <= piece.since AND held.until >= piece.until
  ORDER BY piece."user", piece.since, relais_level_rank(held.level) DESC, held.why DESC;
END $$;

-- The same cut over all the files of a person.
CREATE OR REPLACE FUNCTION relais_refresh_person_access(somebody uuid) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
BEGIN
  PERFORM 1 FROM people WHERE id = somebody FOR NO KEY UPDATE;
  DELETE FROM person_grants WHERE person = somebody;
  WITH granted AS (
    SELECT "user", level, valid_from AS since, coalesce(valid_until, 'infinity') AS until FROM access_grants WHERE person = somebody
  ), edge AS (
    SELECT "user", since AS at FROM granted
    UNION
    SELECT "user", until FROM granted
  ), piece AS (
    SELECT "user", at AS since, lead(at) OVER (PARTITION BY "user" ORDER BY at) AS until FROM edge
  )
  INSERT INTO person_grants (id, person, "user", level, valid_from, valid_until)
  SELECT DISTINCT ON (piece."user", piece.since)
    gen_random_uuid(), somebody, piece."user", granted.level, piece.since, NULLIF(piece.until, 'infinity')
  FROM piece
  JOIN granted USING ("user")
  WHERE piece.until IS NOT NULL AND granted.since <= piece.since AND granted.until >= piece.until
  ORDER BY piece."user", piece.since, relais_level_rank(granted.level) DESC;
END $$;

CREATE OR REPLACE FUNCTION relais_refresh_person_structures(somebody uuid) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
BEGIN
  PERFORM 1 FROM people WHERE id = somebody FOR NO KEY UPDATE;
  DELETE FROM person_structures ps WHERE ps.person = somebody
    AND ps.structure NOT IN (SELECT p.structure FROM people p WHERE p.id = somebody UNION SELECT c.structure FROM cases c WHERE c.person = somebody);
  INSERT INTO person_structures (id, person, structure)
  SELECT gen_random_uuid(), somebody, followed.structure
  FROM (SELECT p.structure FROM people p WHERE p.id = somebody UNION SELECT c.structure FROM cases c WHERE c.person = somebody) AS followed
  ON CONFLICT (person, structure) DO NOTHING;
END $$;

CREATE OR REPLACE FUNCTION relais_case_members_access() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
DECLARE
  file uuid := CASE TG_OP WHEN 'DELETE' THEN OLD."case" ELSE NEW."case" END;
BEGIN
  PERFORM relais_refresh_case_access(file);
  PERFORM relais_refresh_person_access(c.person) FROM cases c WHERE c.id = file;
  IF TG_OP = 'UPDATE' AND OLD."case" <> NEW."case" THEN
    PERFORM relais_refresh_case_access(OLD."case");
    PERFORM relais_refresh_person_access(c.person) FROM cases c WHERE c.id = OLD."case";
  END IF;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS relais_50_access ON case_members;
CREATE TRIGGER relais_50_access
  AFTER INSERT OR DELETE OR UPDATE OF "case", "user", function, valid_from, valid_until, days_zone ON case_members
  FOR EACH ROW EXECUTE FUNCTION relais_case_members_access();

CREATE OR REPLACE FUNCTION relais_cases_access() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM relais_refresh_person_access(OLD.person);
    PERFORM relais_refresh_person_structures(OLD.person);
    RETURN NULL;
  END IF;
  IF TG_OP = 'INSERT' THEN
    -- A new file has no team yet: only what it adds is written.
    INSERT INTO person_structures (id, person, structure) VALUES (gen_random_uuid(), NEW.person, NEW.structure)
    ON CONFLICT (person, structure) DO NOTHING;
    IF NEW.referent IS NULL THEN RETURN NULL; END IF;
  END IF;
  PERFORM relais_refresh_case_access(NEW.id);
  PERFORM relais_refresh_person_access(NEW.person);
  IF TG_OP = 'INSERT' THEN RETURN NULL; END IF;
  PERFORM relais_refresh_person_structures(NEW.person);
  IF NEW.person <> OLD.person THEN
    UPDATE referrals SET person = NEW.person WHERE "case" = NEW.id;
    PERFORM relais_refresh_person_access(OLD.person);
    PERFORM relais_refresh_person_structures(OLD.person);
  END IF;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS relais_50_access ON cases;
CREATE TRIGGER relais_50_access AFTER INSERT OR DELETE OR UPDATE OF referent, person, structure, opened_on, status ON cases
  FOR EACH ROW EXECUTE FUNCTION relais_cases_access();

CREATE OR REPLACE FUNCTION relais_people_structures() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO person_structures (id, person, structure) VALUES (gen_random_uuid(), NEW.id, NEW.structure)
    ON CONFLICT (person, structure) DO NOTHING;
  ELSE
    PERFORM relais_refresh_person_structures(NEW.id);
  END IF;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS relais_50_structures ON people;
CREATE TRIGGER relais_50_structures AFTER INSERT OR UPDATE OF structure ON people
  FOR EACH ROW EXECUTE FUNCTION relais_people_structures();

-- Replaced by the triggers above.
DROP TRIGGER IF EXISTS relais_50_grants ON case_members;
DROP TRIGGER IF EXISTS relais_50_grants ON cases;
DROP FUNCTION IF EXISTS relais_case_members_grants(), relais_cases_grants();
DROP FUNCTION IF EXISTS relais_grant(uuid, uuid, text, text, uuid, timestamptz, timestamptz);
DROP FUNCTION IF EXISTS relais_end_grants(uuid, text, uuid);

DO $$ BEGIN
  PERFORM relais_refresh_case_access(id) FROM cases;
  PERFORM relais_refresh_person_access(id), relais_refresh_person_structures(id) FROM people;
END $$;

-- A file without a number gets one: code of the structure, year, rank.
CREATE SEQUENCE IF NOT EXISTS relais_case_reference;
CREATE OR REPLACE FUNCTION relais_case_number() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
BEGIN
  SELECT left(s.code, 24) || '-' || to_char(coalesce(NEW.opened_on, relais_today(s.time_zone)), 'YYYY') || '-' || to_char(nextval('relais_case_reference'), 'FM99999999900000')
  INTO NEW.reference FROM structures s WHERE s.id = NEW.structure;
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS relais_10_reference ON cases;
CREATE TRIGGER relais_10_reference BEFORE INSERT ON cases
  FOR EACH ROW WHEN (NEW.reference IS NULL OR NEW.reference = '') EXECUTE FUNCTION relais_case_number();
