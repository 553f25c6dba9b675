-- People know a postal code and a city, not the code of INSEE: the commune of a site is found from them, and follows them when the address
-- changes. Several communes share a postal code: the name decides, or nothing does. A town and its arrondissements do too: the arrondissement, whose code is greater.
CREATE OR REPLACE FUNCTION relais_commune_of(postal text, town text) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH found AS (
    SELECT t.code, t.normalized_name = relais_normalize(town) OR t.normalized_name LIKE relais_normalize(town) || ' %arrondissement' AS is_named, count(*) OVER () AS all_of_them
    FROM territories t WHERE t.kind = 'commune' AND t.postal_codes @> jsonb_build_array(postal)
      AND t.vintage = (SELECT max(l.vintage) FROM territories l WHERE l.kind = 'commune' AND l.code = t.code)
  )
  SELECT code FROM found WHERE is_named OR all_of_them = 1 ORDER BY is_named DESC, code DESC LIMIT 1
$$;

CREATE OR REPLACE FUNCTION relais_sites_commune() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.commune_code IS NULL
    OR (TG_OP = 'UPDATE' AND NEW.commune_code IS NOT DISTINCT FROM OLD.commune_code AND (NEW.postal_code, NEW.city) IS DISTINCT FROM (OLD.postal_code, OLD.city)) THEN
    -- The commune of before is kept only where the new address may still be in it.
    NEW.commune_code := coalesce(relais_commune_of(NEW.postal_code, NEW.city),
      (SELECT t.code FROM territories t WHERE t.kind = 'commune' AND t.code = NEW.commune_code AND t.postal_codes @> jsonb_build_array(NEW.postal_code) LIMIT 1));
  END IF;
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS relais_10_commune ON sites;
CREATE TRIGGER relais_10_commune BEFORE INSERT OR UPDATE OF postal_code, city, commune_code ON sites
  FOR EACH ROW EXECUTE FUNCTION relais_sites_commune();

UPDATE sites SET commune_code = NULL WHERE commune_code IS NULL AND postal_code IS NOT NULL;
