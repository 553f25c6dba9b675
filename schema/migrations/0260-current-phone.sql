-- While a referral runs, the phone number that it gives to the partner is the one of the person's file: a number that was not given stays
-- ungiven, one that is erased is no longer given, and what is over keeps what it had.
CREATE OR REPLACE FUNCTION relais_people_phone() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE referrals r SET person_phone = NEW.phone
  FROM cases c
  WHERE c.person = NEW.id AND r."case" = c.id AND r.person_phone IS NOT NULL AND r.status NOT IN ('refused', 'done', 'abandoned', 'expired', 'cancelled');
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS relais_60_phone ON people;
CREATE TRIGGER relais_60_phone AFTER UPDATE OF phone ON people
  FOR EACH ROW WHEN (NEW.phone IS DISTINCT FROM OLD.phone) EXECUTE FUNCTION relais_people_phone();
