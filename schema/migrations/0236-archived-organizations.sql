-- Once an organisation is archived nobody there answers any more: the referrals that wait for it are looked at at once, so that those who asked
-- learn it; once it is back, they may be answered again, with the whole delay.
CREATE OR REPLACE FUNCTION relais_organizations_archived() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE workflow_objects o SET due_at = 'epoch', handled_at = CASE WHEN NEW.status = 'archived' THEN o.handled_at END,
    answerable_since = CASE WHEN NEW.status <> 'archived' AND o.unanswerable_at IS NOT NULL THEN now() ELSE o.answerable_since END, unanswerable_at = NULL
  FROM referrals r
  WHERE o.collection = 'referrals' AND o.item = r.id AND r.organization = NEW.id AND r.status IN ('sent', 'received', 'waiting_list');
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS relais_60_archived ON organizations;
CREATE TRIGGER relais_60_archived AFTER UPDATE OF status ON organizations
  FOR EACH ROW WHEN (NEW.status IS DISTINCT FROM OLD.status AND 'archived' IN (NEW.status, OLD.status)) EXECUTE FUNCTION relais_organizations_archived();
