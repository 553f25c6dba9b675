-- A referral copies who it belongs to, dates its own steps and writes each of them down.
CREATE OR REPLACE FUNCTION relais_referrals_owner() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
DECLARE
  state text;
  since timestamptz;
  zone text;
BEGIN
  SELECT c.person, c.structure INTO NEW.person, NEW.structure FROM cases c WHERE c.id = NEW."case";
  -- FOR SHARE: an offer cannot be withdrawn between this check and the end of the transaction.
  SELECT o.organization, o.status INTO NEW.organization, state FROM offers o WHERE o.id = NEW.offer FOR SHARE;
  IF NEW.session IS NOT NULL AND NOT EXISTS (SELECT 1 FROM offer_sessions s WHERE s.id = NEW.session AND s.offer = NEW.offer) THEN
    RAISE EXCEPTION 'the session belongs to another offer' USING ERRCODE = 'check_violation', CONSTRAINT = 'referrals_session_same_offer';
  END IF;
  IF NEW.need IS NOT NULL AND NOT EXISTS (SELECT 1 FROM needs n WHERE n.id = NEW.need AND n."case" = NEW."case") THEN
    RAISE EXCEPTION 'the need belongs to another case' USING ERRCODE = 'check_violation', CONSTRAINT = 'referrals_need_same_case';
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.status = OLD.status THEN RETURN NEW; END IF;
  IF NEW.status IN ('proposed', 'sent') AND state IS DISTINCT FROM 'active' THEN
    RAISE EXCEPTION 'the offer is not open' USING ERRCODE = 'check_violation', CONSTRAINT = 'referrals_offer_open';
  END IF;
  since := relais_at();
  SELECT s.time_zone INTO zone FROM structures s WHERE s.id = NEW.structure;
  IF NEW.status = 'sent' THEN NEW.sent_at := coalesce(NEW.sent_at, since); END IF;
  IF NEW.status = 'received' THEN NEW.received_at := coalesce(NEW.received_at, since); END IF;
  IF NEW.status IN ('accepted', 'refused', 'waiting_list') THEN
    -- A waiting list that becomes an acceptance is a new answer, unless the writer dated it.
    NEW.answered_at := CASE
      WHEN TG_OP = 'UPDATE' AND NEW.answered_at IS NOT DISTINCT FROM OLD.answered_at THEN since
      ELSE coalesce(NEW.answered_at, since) END;
  END IF;
  IF NEW.status = 'started' THEN NEW.started_on := coalesce(NEW.started_on, (since AT TIME ZONE zone)::date); END IF;
  IF NEW.status IN ('done', 'abandoned') THEN NEW.ended_on := coalesce(NEW.ended_on, (since AT TIME ZONE zone)::date); END IF;
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS relais_20_owner ON referrals;
CREATE TRIGGER relais_20_owner
  BEFORE INSERT OR UPDATE OF "case", person, structure, offer, organization, session, need, status ON referrals
  FOR EACH ROW EXECUTE FUNCTION relais_referrals_owner();

CREATE OR REPLACE FUNCTION relais_referrals_steps() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
DECLARE
  before jsonb;
  author uuid;
  answered boolean := NEW.status IN ('accepted', 'refused', 'waiting_list');
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.status = OLD.status THEN RETURN NULL; END IF;
    before := to_jsonb(OLD);
  END IF;
  author := coalesce(relais_author_of(to_jsonb(NEW), before), CASE WHEN answered THEN NEW.answered_by END);
  INSERT INTO referral_steps (id, referral, status, at, "user", audience, comment)
  VALUES (gen_random_uuid(), NEW.id, NEW.status,
    coalesce(CASE WHEN answered THEN NEW.answered_at WHEN NEW.status = 'sent' THEN NEW.sent_at WHEN NEW.status = 'received' THEN NEW.received_at END, relais_at()),
    author, coalesce(relais_setting('origin'), relais_audience_of(author)),
    coalesce(relais_setting('comment'), CASE WHEN answered THEN NEW.answer_comment END));
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS relais_50_steps ON referrals;
CREATE TRIGGER relais_50_steps AFTER INSERT OR UPDATE OF status ON referrals
  FOR EACH ROW EXECUTE FUNCTION relais_referrals_steps();

CREATE OR REPLACE FUNCTION relais_referrals_places() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM relais_recount_places(OLD.offer, OLD.session); END IF;
  IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND (NEW.offer, NEW.session) IS DISTINCT FROM (OLD.offer, OLD.session)) THEN
    PERFORM relais_recount_places(NEW.offer, NEW.session);
  END IF;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS relais_60_places ON referrals;
CREATE TRIGGER relais_60_places AFTER INSERT OR DELETE OR UPDATE OF status, offer, session ON referrals
  FOR EACH ROW EXECUTE FUNCTION relais_referrals_places();

ALTER TABLE referrals DROP CONSTRAINT IF EXISTS referrals_owner_present;
ALTER TABLE referrals ADD CONSTRAINT referrals_owner_present CHECK (person IS NOT NULL AND organization IS NOT NULL AND structure IS NOT NULL);

-- The same person is not referred twice at once to the same offer or session.
CREATE UNIQUE INDEX IF NOT EXISTS referrals_one_live ON referrals (person, offer, session) NULLS NOT DISTINCT
  WHERE status IN ('proposed', 'sent', 'received', 'accepted', 'waiting_list', 'started');

-- The structure of a file may change (transfer): what was copied from it follows.
CREATE OR REPLACE FUNCTION relais_cases_structure() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
BEGIN
  UPDATE referrals SET structure = NEW.structure WHERE "case" = NEW.id;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS relais_50_structure ON cases;
CREATE TRIGGER relais_50_structure AFTER UPDATE OF structure ON cases
  FOR EACH ROW WHEN (NEW.structure IS DISTINCT FROM OLD.structure) EXECUTE FUNCTION relais_cases_structure();

-- An action serves an objective of the same file.
CREATE OR REPLACE FUNCTION relais_actions_objective() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM objectives o WHERE o.id = NEW.objective AND o."case" = NEW."case") THEN
    RAISE EXCEPTION 'the objective belongs to another case' USING ERRCODE = 'check_violation', CONSTRAINT = 'actions_objective_same_case';
  END IF;
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS relais_20_objective ON actions;
CREATE TRIGGER relais_20_objective BEFORE INSERT OR UPDATE OF objective, "case" ON actions
  FOR EACH ROW WHEN (NEW.objective IS NOT NULL) EXECUTE FUNCTION relais_actions_objective();
