-- Who owns a row of the directory is copied where rights are tested, and follows its source.
CREATE OR REPLACE FUNCTION relais_organizations_owner() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
BEGIN
  NEW.restricted_to := CASE WHEN NEW.visibility = 'internal' THEN NEW.structure END;
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS relais_20_owner ON organizations;
CREATE TRIGGER relais_20_owner BEFORE INSERT OR UPDATE OF visibility, structure, restricted_to ON organizations
  FOR EACH ROW EXECUTE FUNCTION relais_organizations_owner();

CREATE OR REPLACE FUNCTION relais_organizations_structure() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
BEGIN
  UPDATE offers SET structure = NEW.structure WHERE organization = NEW.id AND structure IS DISTINCT FROM NEW.structure;
  UPDATE change_proposals SET structure = NEW.structure WHERE organization = NEW.id AND status = 'pending';
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS relais_50_structure ON organizations;
CREATE TRIGGER relais_50_structure AFTER UPDATE OF structure ON organizations
  FOR EACH ROW WHEN (NEW.structure IS DISTINCT FROM OLD.structure) EXECUTE FUNCTION relais_organizations_structure();

-- A site of somebody else would show the offer at the wrong place.
CREATE OR REPLACE FUNCTION relais_assert_site(site uuid, organization uuid, rule text) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
BEGIN
  IF site IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sites s WHERE s.id = relais_assert_site.site AND s.organization = relais_assert_site.organization) THEN
    RAISE EXCEPTION 'the site belongs to another organisation' USING ERRCODE = 'check_violation', CONSTRAINT = rule;
  END IF;
END $$;

CREATE OR REPLACE FUNCTION relais_offers_owner() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
BEGIN
  SELECT o.structure INTO NEW.structure FROM organizations o WHERE o.id = NEW.organization;
  PERFORM relais_assert_site(NEW.site, NEW.organization, 'offers_site_same_organization');
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS relais_20_owner ON offers;
CREATE TRIGGER relais_20_owner BEFORE INSERT OR UPDATE OF organization, structure, site ON offers
  FOR EACH ROW EXECUTE FUNCTION relais_offers_owner();

CREATE OR REPLACE FUNCTION relais_contacts_owner() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
BEGIN
  PERFORM relais_assert_site(NEW.site, NEW.organization, 'contacts_site_same_organization');
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS relais_20_owner ON contacts;
CREATE TRIGGER relais_20_owner BEFORE INSERT OR UPDATE OF organization, site ON contacts
  FOR EACH ROW EXECUTE FUNCTION relais_contacts_owner();

CREATE OR REPLACE FUNCTION relais_offer_sessions_owner() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = auto SET enable_seqscan = off AS $$
BEGIN
  PERFORM relais_assert_site(NEW.site, (SELECT o.organization FROM offers o WHERE o.id = NEW.offer), 'offer_sessions_site_same_organization');
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS relais_20_owner ON offer_sessions;
CREATE TRIGGER relais_20_owner BEFORE INSERT OR UPDATE OF offer, site ON offer_sessions
  FOR EACH ROW EXECUTE FUNCTION relais_offer_sessions_owner();

-- Columns that the triggers fill cannot be declared NOT NULL: Directus would ask them of whoever creates the row.
ALTER TABLE offers DROP CONSTRAINT IF EXISTS offers_structure_present;
ALTER TABLE offers ADD CONSTRAINT offers_structure_present CHECK (structure IS NOT NULL);
