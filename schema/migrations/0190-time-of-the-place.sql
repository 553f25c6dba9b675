-- One meaning of time: days are those of a place, and this file says which. The same zones as schema/time/zones.ts, compared by a test.
CREATE OR REPLACE FUNCTION relais_zone_of_commune(code text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN code IS NULL OR code = '' THEN NULL
    WHEN code IN ('98718', '98723', '98731', '98746', '98756', '98757') THEN 'Pacific/Marquesas'
    WHEN code = '98719' THEN 'Pacific/Gambier'
    WHEN code = '97123' THEN 'America/St_Barthelemy'
    WHEN code = '97127' THEN 'America/Marigot'
    ELSE CASE left(code, 3)
      WHEN '971' THEN 'America/Guadeloupe' WHEN '972' THEN 'America/Martinique' WHEN '973' THEN 'America/Cayenne'
      WHEN '974' THEN 'Indian/Reunion' WHEN '975' THEN 'America/Miquelon' WHEN '976' THEN 'Indian/Mayotte'
      WHEN '977' THEN 'America/St_Barthelemy' WHEN '978' THEN 'America/Marigot' WHEN '984' THEN 'Indian/Kerguelen'
      WHEN '986' THEN 'Pacific/Wallis' WHEN '987' THEN 'Pacific/Tahiti' WHEN '988' THEN 'Pacific/Noumea'
      ELSE relais_default_zone() END
  END
$$;

-- Where a record is: a file and what is below at its structure; an offer or a session at its site, else at the structure of its
-- organisation; a person, an organisation and whatever names a structure there. `commune` is that of the calendar of public holidays.
CREATE OR REPLACE FUNCTION relais_place_of(collection text, item jsonb) RETURNS TABLE (structure uuid, zone text, commune text)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH offer AS (
    SELECT o.site, o.organization FROM offers o
    WHERE collection NOT IN ('offers', 'referrals') AND item ->> 'case' IS NULL AND o.id = (item ->> 'offer')::uuid
  ), home AS (
    SELECT CASE WHEN collection = 'structures' THEN (item ->> 'id')::uuid ELSE coalesce(
      CASE WHEN collection <> 'people' THEN (SELECT c.structure FROM cases c WHERE c.id = (item ->> 'case')::uuid) END,
      (item ->> 'structure')::uuid,
      (SELECT p.structure FROM people p WHERE p.id = (item ->> 'person')::uuid),
      (SELECT g.structure FROM organizations g WHERE g.id = coalesce((item ->> 'organization')::uuid, (SELECT offer.organization FROM offer)))
    ) END AS structure
  ), site AS (
    SELECT CASE WHEN collection = 'sites' THEN item ->> 'commune_code'
      ELSE (SELECT s.commune_code FROM sites s WHERE s.id = CASE WHEN collection = 'offers' THEN (item ->> 'site')::uuid
        WHEN collection = 'offer_sessions' THEN coalesce((item ->> 'site')::uuid, (SELECT offer.site FROM offer)) ELSE (SELECT offer.site FROM offer) END) END AS commune
  )
  SELECT home.structure,
    coalesce(CASE WHEN collection IN ('structures', 'offer_sessions') THEN nullif(item ->> 'time_zone', '') END, relais_zone_of_commune(site.commune), s.time_zone, relais_default_zone()),
    coalesce(site.commune, s.commune_code, s.postal_code)
  FROM home CROSS JOIN site LEFT JOIN structures s ON s.id = home.structure
$$;

CREATE OR REPLACE FUNCTION relais_zone_of(collection text, item jsonb) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$ SELECT p.zone FROM relais_place_of(collection, item) AS p $$;

-- Where an account works, or whose they are: for what belongs to no record, such as the day it is on their screen.
CREATE OR REPLACE FUNCTION relais_zone_of_account(account uuid) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce(
    (SELECT s.time_zone FROM memberships m JOIN structures s ON s.id = m.structure
      WHERE m."user" = account AND m.valid_from <= relais_today(s.time_zone) AND (m.valid_until IS NULL OR m.valid_until >= relais_today(s.time_zone))
      ORDER BY m.valid_from, m.id LIMIT 1),
    (SELECT s.time_zone FROM people p JOIN structures s ON s.id = p.structure WHERE p."user" = account LIMIT 1),
    (SELECT s.time_zone FROM organization_members m JOIN organizations g ON g.id = m.organization JOIN structures s ON s.id = g.structure
      WHERE m."user" = account AND m.valid_from <= now() AND (m.valid_until IS NULL OR m.valid_until > now()) ORDER BY m.valid_from, m.id LIMIT 1),
    relais_default_zone())
$$;

-- The days of a team are those of the place where they are written; whoever changes them counts in the place of today.
CREATE OR REPLACE FUNCTION relais_case_members_zone() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.valid_from, NEW.valid_until) IS NOT DISTINCT FROM (OLD.valid_from, OLD.valid_until) AND NEW.days_zone IS NOT NULL THEN RETURN NEW; END IF;
  SELECT s.time_zone INTO NEW.days_zone FROM cases c JOIN structures s ON s.id = c.structure WHERE c.id = NEW."case";
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS relais_20_zone ON case_members;
CREATE TRIGGER relais_20_zone BEFORE INSERT OR UPDATE OF valid_from, valid_until, days_zone ON case_members
  FOR EACH ROW EXECUTE FUNCTION relais_case_members_zone();

UPDATE case_members SET days_zone = NULL WHERE days_zone IS NULL;

-- A structure that corrects its zone corrects the days of its teams.
CREATE OR REPLACE FUNCTION relais_structures_zone() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE case_members m SET days_zone = NEW.time_zone FROM cases c WHERE c.id = m."case" AND c.structure = NEW.id AND m.left_at IS NULL AND m.days_zone = OLD.time_zone;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS relais_55_zone ON structures;
CREATE TRIGGER relais_55_zone AFTER UPDATE OF time_zone ON structures
  FOR EACH ROW WHEN (NEW.time_zone IS DISTINCT FROM OLD.time_zone) EXECUTE FUNCTION relais_structures_zone();

-- An offer is there until the end of its last day, where it takes place: written once, as an instant, so that every reader agrees.
CREATE OR REPLACE FUNCTION relais_offers_open_until() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  NEW.open_until := relais_day_start(least(NEW.expires_on, NEW.ends_on) + 1, relais_zone_of('offers', jsonb_build_object('site', NEW.site, 'organization', NEW.organization)));
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS relais_40_open_until ON offers;
CREATE TRIGGER relais_40_open_until BEFORE INSERT OR UPDATE OF expires_on, ends_on, site, organization, open_until ON offers
  FOR EACH ROW EXECUTE FUNCTION relais_offers_open_until();

-- A place that moves to another zone moves the ends that are counted in it.
CREATE OR REPLACE FUNCTION relais_offers_moved() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE offers o SET open_until = NULL
  WHERE least(o.expires_on, o.ends_on) IS NOT NULL AND CASE TG_TABLE_NAME
    WHEN 'sites' THEN o.site = NEW.id
    WHEN 'organizations' THEN o.organization = NEW.id
    ELSE o.organization IN (SELECT g.id FROM organizations g WHERE g.structure = NEW.id) END;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS relais_70_open_until ON sites;
CREATE TRIGGER relais_70_open_until AFTER UPDATE OF commune_code ON sites
  FOR EACH ROW WHEN (NEW.commune_code IS DISTINCT FROM OLD.commune_code) EXECUTE FUNCTION relais_offers_moved();
DROP TRIGGER IF EXISTS relais_70_open_until ON organizations;
CREATE TRIGGER relais_70_open_until AFTER UPDATE OF structure ON organizations
  FOR EACH ROW WHEN (NEW.structure IS DISTINCT FROM OLD.structure) EXECUTE FUNCTION relais_offers_moved();
DROP TRIGGER IF EXISTS relais_70_open_until ON structures;
CREATE TRIGGER relais_70_open_until AFTER UPDATE OF time_zone ON structures
  FOR EACH ROW WHEN (NEW.time_zone IS DISTINCT FROM OLD.time_zone) EXECUTE FUNCTION relais_offers_moved();

UPDATE offers SET open_until = NULL WHERE open_until IS NULL AND least(expires_on, ends_on) IS NOT NULL;

-- A session whose zone nobody said is in that of its own site, else of its offer, and goes to another zone with its site.
CREATE OR REPLACE FUNCTION relais_offer_sessions_zone() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF coalesce(NEW.time_zone, '') = '' OR (TG_OP = 'UPDATE' AND NEW.site IS DISTINCT FROM OLD.site AND NEW.time_zone = OLD.time_zone
    AND OLD.time_zone = relais_zone_of('offer_sessions', to_jsonb(OLD) - 'time_zone')) THEN
    NEW.time_zone := relais_zone_of('offer_sessions', to_jsonb(NEW) - 'time_zone');
  END IF;
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS relais_20_zone ON offer_sessions;
CREATE TRIGGER relais_20_zone BEFORE INSERT OR UPDATE OF time_zone, site ON offer_sessions
  FOR EACH ROW EXECUTE FUNCTION relais_offer_sessions_zone();
