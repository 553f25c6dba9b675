-- A position typed by somebody is theirs and stays; one that was found from the address goes with it, and is looked for again.
CREATE OR REPLACE FUNCTION relais_sites_position() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.latitude IS NOT NULL AND NEW.location_source IS NULL THEN NEW.location_source := 'manual'; END IF;
    RETURN NEW;
  END IF;
  IF (NEW.latitude, NEW.longitude) IS DISTINCT FROM (OLD.latitude, OLD.longitude) THEN
    IF NEW.location_source IS NOT DISTINCT FROM OLD.location_source THEN
      NEW.location_source := CASE WHEN NEW.latitude IS NOT NULL THEN 'manual' END;
      NEW.location_score := NULL;
    END IF;
  ELSIF OLD.location_source = 'geocoded' AND (NEW.address, NEW.postal_code, NEW.city) IS DISTINCT FROM (OLD.address, OLD.postal_code, OLD.city) THEN
    NEW.latitude := NULL;
    NEW.longitude := NULL;
    NEW.location_source := NULL;
    NEW.location_score := NULL;
  END IF;
  IF (NEW.address, NEW.postal_code, NEW.city) IS DISTINCT FROM (OLD.address, OLD.postal_code, OLD.city) THEN NEW.location_asked_at := NULL; END IF;
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS relais_20_position ON sites;
CREATE TRIGGER relais_20_position BEFORE INSERT OR UPDATE OF address, postal_code, city, latitude, longitude, location_source ON sites
  FOR EACH ROW EXECUTE FUNCTION relais_sites_position();
