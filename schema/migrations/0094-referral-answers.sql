-- An answer is told by the step that gives it, whichever endpoint took it: who, and with which words.
CREATE OR REPLACE FUNCTION relais_referrals_answer() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  NEW.received_at := coalesce(NEW.received_at, NEW.answered_at);
  IF NEW.answered_by IS NOT DISTINCT FROM OLD.answered_by THEN NEW.answered_by := coalesce(relais_setting('author')::uuid, NEW.answered_by); END IF;
  IF NEW.answer_comment IS NOT DISTINCT FROM OLD.answer_comment THEN NEW.answer_comment := coalesce(relais_setting('comment'), NEW.answer_comment); END IF;
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS relais_30_answer ON referrals;
CREATE TRIGGER relais_30_answer BEFORE UPDATE OF status ON referrals
  FOR EACH ROW WHEN (NEW.status IS DISTINCT FROM OLD.status AND NEW.status IN ('accepted', 'refused', 'waiting_list') AND relais_setting('tracking') IS DISTINCT FROM 'off')
  EXECUTE FUNCTION relais_referrals_answer();
