-- A suspended offer stays in the directory and takes nobody: its places are 0, whatever its capacity.
CREATE OR REPLACE FUNCTION relais_offer_places_suspended() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM offers o WHERE o.id = NEW.offer AND o.is_suspended) THEN
    NEW.withheld := coalesce(NEW.available, 0);
    NEW.available := 0;
  END IF;
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS relais_30_suspended ON offer_places;
CREATE TRIGGER relais_30_suspended BEFORE INSERT OR UPDATE ON offer_places
  FOR EACH ROW EXECUTE FUNCTION relais_offer_places_suspended();

CREATE OR REPLACE FUNCTION relais_offers_suspended() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
BEGIN
  UPDATE offer_places SET reserved = reserved WHERE offer = NEW.id;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS relais_60_suspended ON offers;
CREATE TRIGGER relais_60_suspended AFTER UPDATE OF is_suspended ON offers
  FOR EACH ROW WHEN (NEW.is_suspended IS DISTINCT FROM OLD.is_suspended) EXECUTE FUNCTION relais_offers_suspended();

-- Nobody is sent to it, whoever writes; what is already under way goes on.
CREATE OR REPLACE FUNCTION relais_referrals_suspended() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.status = OLD.status AND NEW.offer = OLD.offer THEN RETURN NEW; END IF;
  IF EXISTS (SELECT 1 FROM offers o WHERE o.id = NEW.offer AND o.is_suspended) THEN
    RAISE EXCEPTION 'the offer is suspended' USING ERRCODE = 'check_violation', CONSTRAINT = 'referrals_offer_open';
  END IF;
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS relais_30_suspended ON referrals;
CREATE TRIGGER relais_30_suspended BEFORE INSERT OR UPDATE OF status, offer ON referrals
  FOR EACH ROW WHEN (NEW.status IN ('proposed', 'sent')) EXECUTE FUNCTION relais_referrals_suspended();
