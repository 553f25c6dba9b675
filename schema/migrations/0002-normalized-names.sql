-- `normalized_name` follows the columns named as arguments of the trigger; that of people is spelt otherwise (0250).
CREATE OR REPLACE FUNCTION relais_set_normalized_name() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
DECLARE
  written jsonb := to_jsonb(NEW);
BEGIN
  SELECT relais_normalize(left(string_agg(written ->> source.name, ' ' ORDER BY source.rank), 600))
  INTO NEW.normalized_name
  FROM unnest(TG_ARGV) WITH ORDINALITY AS source (name, rank);
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS relais_10_normalized_name ON organizations;
CREATE TRIGGER relais_10_normalized_name
  BEFORE INSERT OR UPDATE OF name, alternate_name, legal_name, normalized_name ON organizations
  FOR EACH ROW EXECUTE FUNCTION relais_set_normalized_name('name', 'alternate_name', 'legal_name');

DROP TRIGGER IF EXISTS relais_10_normalized_name ON offers;
CREATE TRIGGER relais_10_normalized_name
  BEFORE INSERT OR UPDATE OF title, normalized_name ON offers
  FOR EACH ROW EXECUTE FUNCTION relais_set_normalized_name('title');

DROP TRIGGER IF EXISTS relais_10_normalized_name ON territories;
CREATE TRIGGER relais_10_normalized_name
  BEFORE INSERT OR UPDATE OF name, normalized_name ON territories
  FOR EACH ROW EXECUTE FUNCTION relais_set_normalized_name('name');
