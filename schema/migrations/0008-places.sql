-- Places taken are counted from referrals, under the lock of the places row, and can never pass the capacity.
CREATE OR REPLACE FUNCTION relais_reserved_places(offer_id uuid, session_id uuid) RETURNS integer
LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
  SELECT count(*)::integer FROM referrals r
  WHERE r.offer = offer_id AND r.status IN ('sent', 'received', 'accepted', 'started')
    AND CASE
      WHEN session_id IS NOT NULL THEN r.session = session_id
      -- Sessions with places of their own are not counted twice.
      ELSE r.session IS NULL OR NOT EXISTS (SELECT 1 FROM offer_places p WHERE p.session = r.session)
    END
$$;

-- What somebody takes without the tool knowing is taken from the places left, which are never below zero: what passes the capacity is told apart.
CREATE OR REPLACE FUNCTION relais_offer_places_count() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
BEGIN
  SELECT o.organization INTO NEW.organization FROM offers o WHERE o.id = NEW.offer;
  IF NEW.session IS NOT NULL AND NOT EXISTS (SELECT 1 FROM offer_sessions s WHERE s.id = NEW.session AND s.offer = NEW.offer) THEN
    RAISE EXCEPTION 'the session belongs to another offer' USING ERRCODE = 'check_violation', CONSTRAINT = 'offer_places_session_same_offer';
  END IF;
  -- The row is locked before this trigger runs, and this query sees every referral committed until now.
  NEW.reserved := relais_reserved_places(NEW.offer, NEW.session);
  NEW.outside := coalesce(NEW.outside, 0);
  NEW.available := greatest(0, NEW.capacity - NEW.reserved - NEW.outside);
  IF NEW.capacity IS NULL THEN NEW.available := NULL; END IF;
  NEW.over := greatest(0, NEW.reserved + NEW.outside - coalesce(NEW.capacity, NEW.reserved + NEW.outside));
  NEW.withheld := 0;
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS relais_20_count ON offer_places;
CREATE TRIGGER relais_20_count BEFORE INSERT OR UPDATE ON offer_places
  FOR EACH ROW EXECUTE FUNCTION relais_offer_places_count();

CREATE OR REPLACE FUNCTION relais_recount_places(offer_id uuid, session_id uuid) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
BEGIN
  IF session_id IS NOT NULL THEN
    UPDATE offer_places SET reserved = reserved WHERE offer = offer_id AND session = session_id;
    IF FOUND THEN RETURN; END IF;
  END IF;
  UPDATE offer_places SET reserved = reserved WHERE offer = offer_id AND session IS NULL;
END $$;

ALTER TABLE offer_places DROP CONSTRAINT IF EXISTS offer_places_not_overbooked;
ALTER TABLE offer_places ADD CONSTRAINT offer_places_not_overbooked CHECK (capacity IS NULL OR reserved <= capacity);
ALTER TABLE offer_places DROP CONSTRAINT IF EXISTS offer_places_organization_present;
ALTER TABLE offer_places ADD CONSTRAINT offer_places_organization_present CHECK (organization IS NOT NULL);

-- A session that states a capacity has a places row; the general places then stop counting its referrals.
CREATE OR REPLACE FUNCTION relais_session_places() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
BEGIN
  INSERT INTO offer_places (id, offer, session, capacity, reserved, date_created)
  VALUES (gen_random_uuid(), NEW.offer, NEW.id, NEW.capacity, 0, now())
  ON CONFLICT (session) WHERE session IS NOT NULL DO UPDATE SET capacity = EXCLUDED.capacity;
  PERFORM relais_recount_places(NEW.offer, NULL);
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS relais_50_places ON offer_sessions;
DROP TRIGGER IF EXISTS relais_51_places ON offer_sessions;
CREATE TRIGGER relais_50_places AFTER INSERT ON offer_sessions
  FOR EACH ROW WHEN (NEW.capacity IS NOT NULL) EXECUTE FUNCTION relais_session_places();
CREATE TRIGGER relais_51_places AFTER UPDATE OF capacity ON offer_sessions
  FOR EACH ROW WHEN (NEW.capacity IS DISTINCT FROM OLD.capacity) EXECUTE FUNCTION relais_session_places();
