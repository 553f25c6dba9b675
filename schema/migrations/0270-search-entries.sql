-- What the searches of the directory read: one narrow row a result, with its words, its place, its places left and who may find it.
-- Directus manages the schema `public` only: this table is no collection, and nobody asks for it by name.
CREATE SCHEMA IF NOT EXISTS relais_private;
REVOKE ALL ON SCHEMA relais_private FROM PUBLIC;

CREATE TABLE IF NOT EXISTS relais_private.search_entries (
  type text NOT NULL CHECK (type IN ('offer', 'organization')),
  id uuid NOT NULL,
  organization uuid NOT NULL,
  -- Who may find it. An organisation says nothing more than its owner, which is itself: its own visibility is « public ».
  visibility text,
  owner_visibility text,
  owner_status text,
  restricted_to uuid,
  -- Never a day: an instant, compared at each read, so that an offer that ends tonight needs no trigger.
  open_until timestamptz,
  -- Where it is: at one site only, or at any open site of its owner. `place` is the one or the other.
  site uuid,
  place uuid NOT NULL,
  zones text[] NOT NULL,
  available integer,
  kind text,
  themes text[] NOT NULL,
  updated timestamptz,
  -- Letters of its name: the shorter the name, the closer to it what was typed.
  length smallint NOT NULL,
  name_words tsvector NOT NULL,
  words tsvector NOT NULL,
  -- Words of its name as they are written, to suggest them.
  spelt text[] NOT NULL,
  PRIMARY KEY (type, id)
);
CREATE INDEX IF NOT EXISTS search_entries_words_idx ON relais_private.search_entries USING gin (words);
CREATE INDEX IF NOT EXISTS search_entries_spelt_idx ON relais_private.search_entries USING gin (spelt);
CREATE INDEX IF NOT EXISTS search_entries_organization_idx ON relais_private.search_entries (organization);
CREATE INDEX IF NOT EXISTS search_entries_place_idx ON relais_private.search_entries (place);
CREATE INDEX IF NOT EXISTS search_entries_zones_idx ON relais_private.search_entries USING gin (zones) WHERE zones <> '{}';

-- Every word that a name has had since the last night, once each but for two transactions that bring it together. Whether the reader finds a result
-- that has it is asked of the entries at each read: what is hidden or gone is never suggested, and nothing has to be counted here.
CREATE TABLE IF NOT EXISTS relais_private.search_words (word text NOT NULL, plain text NOT NULL);
CREATE INDEX IF NOT EXISTS search_words_word_idx ON relais_private.search_words (word);
CREATE INDEX IF NOT EXISTS search_words_plain_idx ON relais_private.search_words USING gin (plain gin_trgm_ops);

-- What a transaction has changed, until its COMMIT. One line a statement, read and removed by the transaction that wrote it.
CREATE UNLOGGED TABLE IF NOT EXISTS relais_private.search_queue (
  transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
  organizations uuid[] NOT NULL DEFAULT '{}',
  owners uuid[] NOT NULL DEFAULT '{}',
  offers uuid[] NOT NULL DEFAULT '{}',
  is_first boolean NOT NULL
);
CREATE INDEX IF NOT EXISTS search_queue_transaction_idx ON relais_private.search_queue (transaction);

-- Stems, and as they are the words that have none: « Avec » is a name too. Everything is named with its schema: a path set on each call would cost more.
CREATE OR REPLACE FUNCTION relais_name_words(name text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT pg_catalog.to_tsvector('pg_catalog.french', name) OPERATOR(pg_catalog.||) pg_catalog.array_to_tsvector(ARRAY(
    SELECT said.lexeme FROM pg_catalog.unnest(pg_catalog.to_tsvector('pg_catalog.simple', name)) AS said WHERE pg_catalog.to_tsvector('pg_catalog.french', said.lexeme) = ''::pg_catalog.tsvector))
$$;

CREATE OR REPLACE FUNCTION relais_spelt_words(name text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
  SELECT coalesce(array_agg(DISTINCT word), '{}') FROM regexp_split_to_table(lower(coalesce(name, '') COLLATE "und-x-icu"), '[^[:alnum:]]+') AS word WHERE length(word) BETWEEN 4 AND 60
$$;

CREATE OR REPLACE FUNCTION relais_texts(list jsonb) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN jsonb_typeof(list) = 'array' THEN ARRAY(SELECT jsonb_array_elements_text(list)) ELSE '{}' END
$$;

DROP VIEW IF EXISTS relais_private.search_source;
CREATE VIEW relais_private.search_source AS
  SELECT 'offer'::text AS type, o.id, o.organization, o.visibility::text, g.visibility::text AS owner_visibility, g.status::text AS owner_status, g.restricted_to, o.open_until,
    o.site, coalesce(o.site, o.organization) AS place, relais_texts(o.zone_codes::jsonb) AS zones, (SELECT max(p.available) FROM public.offer_places p WHERE p.offer = o.id) AS available,
    o.kind::text, relais_texts(o.themes::jsonb) AS themes, coalesce(o.updated_by_partner_at, o.date_updated, o.date_created) AS updated,
    length(coalesce(o.normalized_name, ''))::smallint AS length, named.words AS name_words,
    named.words || relais_name_words(relais_unaccent(concat_ws(' ', g.name, g.alternate_name))) || to_tsvector('pg_catalog.french', relais_unaccent(concat_ws(' ', o.summary, o.description))) AS words,
    relais_spelt_words(o.title) AS spelt
  FROM public.offers o JOIN public.organizations g ON g.id = o.organization, LATERAL (SELECT relais_name_words(relais_unaccent(coalesce(o.title, ''))) AS words OFFSET 0) named
  WHERE o.status = 'active'
  UNION ALL
  SELECT 'organization'::text, g.id, g.id, 'public', g.visibility::text, g.status::text, g.restricted_to, NULL, NULL, g.id, '{}'::text[], NULL,
    g.kind::text, relais_texts(g.themes::jsonb), coalesce(g.updated_by_partner_at, g.date_updated, g.date_created),
    length(coalesce(g.normalized_name, ''))::smallint, named.words,
    named.words || to_tsvector('pg_catalog.french', relais_unaccent(coalesce(g.description, ''))), relais_spelt_words(concat_ws(' ', g.name, g.alternate_name))
  FROM public.organizations g, LATERAL (SELECT relais_name_words(relais_unaccent(concat_ws(' ', g.name, g.alternate_name, g.legal_name))) AS words OFFSET 0) named;

-- Writes the entries of these organisations, of all that these owners offer, and of these offers. Whoever writes an entry holds the one of its owner,
-- and takes those in order: two transactions wait for one another, never both at once, and the second one reads what the first one did.
CREATE OR REPLACE FUNCTION relais_search_write(p_organizations uuid[], p_owners uuid[], p_offers uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  asked uuid[]; needed uuid[]; held uuid[] := '{}';
BEGIN
  LOCK TABLE relais_private.search_entries IN ROW EXCLUSIVE MODE;
  -- While this one waited, an offer may have gone to an owner that is not held yet.
  LOOP
    needed := ARRAY(
      SELECT unnest(p_organizations) UNION SELECT unnest(p_owners) UNION SELECT o.organization FROM offers o WHERE o.id = ANY (p_offers)
      UNION SELECT h.organization FROM relais_private.search_entries h WHERE h.type = 'offer' AND h.id = ANY (p_offers));
    EXIT WHEN NOT EXISTS (SELECT unnest(needed) EXCEPT SELECT unnest(held));
    PERFORM 1 FROM relais_private.search_entries e WHERE e.type = 'organization' AND e.id = ANY (needed) ORDER BY e.id FOR UPDATE;
    held := held || needed;
  END LOOP;

  asked := p_offers || ARRAY(SELECT o.id FROM offers o WHERE o.organization = ANY (p_owners) AND o.status = 'active');
  DELETE FROM relais_private.search_entries e WHERE e.type = 'offer' AND e.id = ANY (asked) AND NOT EXISTS (SELECT 1 FROM offers o WHERE o.id = e.id AND o.status = 'active');
  DELETE FROM relais_private.search_entries e WHERE e.type = 'organization' AND e.id = ANY (p_organizations) AND NOT EXISTS (SELECT 1 FROM organizations g WHERE g.id = e.id);
  PERFORM relais_search_put(asked, p_organizations);
END $$;

-- Writes only what differs; keys given as NULL are every key.
CREATE OR REPLACE FUNCTION relais_search_put(p_offers uuid[], p_organizations uuid[]) RETURNS void
LANGUAGE sql SET search_path = public, pg_temp AS $$
  WITH wanted AS (
    SELECT s.* FROM relais_private.search_source s WHERE s.type = 'offer' AND (p_offers IS NULL OR s.id = ANY (p_offers))
    UNION ALL SELECT s.* FROM relais_private.search_source s WHERE s.type = 'organization' AND (p_organizations IS NULL OR s.id = ANY (p_organizations))
  ), written AS (
    INSERT INTO relais_private.search_entries
    SELECT w.* FROM wanted w LEFT JOIN relais_private.search_entries e USING (type, id) WHERE e.id IS NULL OR ROW(e.*) IS DISTINCT FROM ROW(w.*)
    ON CONFLICT (type, id) DO UPDATE SET organization = EXCLUDED.organization, visibility = EXCLUDED.visibility, owner_visibility = EXCLUDED.owner_visibility, owner_status = EXCLUDED.owner_status,
      restricted_to = EXCLUDED.restricted_to, open_until = EXCLUDED.open_until, site = EXCLUDED.site, place = EXCLUDED.place, zones = EXCLUDED.zones, available = EXCLUDED.available, kind = EXCLUDED.kind,
      themes = EXCLUDED.themes, updated = EXCLUDED.updated, length = EXCLUDED.length, name_words = EXCLUDED.name_words, words = EXCLUDED.words, spelt = EXCLUDED.spelt
    RETURNING spelt
  )
  INSERT INTO relais_private.search_words (word, plain)
  SELECT said.word, relais_normalize(said.word) FROM (SELECT DISTINCT unnest(written.spelt) AS word FROM written) said
  WHERE NOT EXISTS (SELECT 1 FROM relais_private.search_words k WHERE k.word = said.word)
$$;

-- Forgets the words that no name has any more, and those that are there twice. Names are written before or after: a word that one takes up again meanwhile would be lost.
CREATE OR REPLACE FUNCTION relais_search_forget() RETURNS SETOF text
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  LOCK TABLE relais_private.search_entries IN SHARE MODE;
  RETURN QUERY DELETE FROM relais_private.search_words k USING relais_private.search_words other WHERE other.word = k.word AND other.ctid < k.ctid RETURNING k.word;
  RETURN QUERY DELETE FROM relais_private.search_words k WHERE NOT EXISTS (SELECT 1 FROM (SELECT DISTINCT unnest(e.spelt) AS word FROM relais_private.search_entries e) used WHERE used.word = k.word) RETURNING k.word;
END $$;

-- Everything anew, without hiding anything meanwhile: only what differs is written. Safe to run at any time, and again.
CREATE OR REPLACE FUNCTION relais_search_rebuild() RETURNS bigint
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  LOCK TABLE relais_private.search_entries IN EXCLUSIVE MODE;
  DELETE FROM relais_private.search_entries e WHERE NOT EXISTS (SELECT 1 FROM relais_private.search_source s WHERE s.type = e.type AND s.id = e.id);
  PERFORM relais_search_put(NULL, NULL);
  PERFORM relais_search_forget();
  RETURN (SELECT count(*) FROM relais_private.search_entries);
END $$;

CREATE OR REPLACE FUNCTION relais_search_note(p_organizations uuid[], p_owners uuid[], p_offers uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  here text := pg_current_xact_id()::text;
BEGIN
  IF cardinality(p_organizations) + cardinality(p_owners) + cardinality(p_offers) = 0 THEN RETURN; END IF;
  INSERT INTO relais_private.search_queue (organizations, owners, offers, is_first)
  VALUES (p_organizations, p_owners, p_offers, current_setting('relais.search_noted', true) IS DISTINCT FROM here);
  PERFORM set_config('relais.search_noted', here, true);
END $$;

CREATE OR REPLACE FUNCTION relais_search_settle() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  asked record;
BEGIN
  -- What other work of the COMMIT changes from here on is settled after.
  PERFORM set_config('relais.search_noted', '', true);
  WITH taken AS (DELETE FROM relais_private.search_queue WHERE transaction = pg_current_xact_id() RETURNING organizations, owners, offers)
  SELECT ARRAY(SELECT DISTINCT unnest(organizations) FROM taken) AS organizations, ARRAY(SELECT DISTINCT unnest(owners) FROM taken) AS owners, ARRAY(SELECT DISTINCT unnest(offers) FROM taken) AS offers
  INTO asked;
  PERFORM relais_search_write(asked.organizations, asked.owners, asked.offers);
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS settle ON relais_private.search_queue;
CREATE CONSTRAINT TRIGGER settle AFTER INSERT ON relais_private.search_queue DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.is_first) EXECUTE FUNCTION relais_search_settle();

-- By name, so that a column that an upgrade is renaming is no error.
CREATE OR REPLACE FUNCTION relais_differs(one jsonb, other jsonb, names text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM unnest(names) AS name WHERE one -> name IS DISTINCT FROM other -> name)
$$;

-- One look at what a whole statement did, never one a row.
CREATE OR REPLACE FUNCTION relais_search_offers() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  asked uuid[];
BEGIN
  CASE TG_OP
    WHEN 'INSERT' THEN asked := ARRAY(SELECT n.id FROM new_rows n WHERE n.status = 'active');
    WHEN 'DELETE' THEN asked := ARRAY(SELECT o.id FROM old_rows o WHERE o.status = 'active');
    ELSE asked := ARRAY(
      SELECT n.id FROM new_rows n JOIN old_rows o USING (id)
      WHERE 'active' IN (n.status, o.status)
        AND relais_differs(to_jsonb(n), to_jsonb(o), '{status,visibility,organization,site,kind,title,summary,description,themes,zone_codes,open_until,updated_by_partner_at,date_updated}'));
  END CASE;
  PERFORM relais_search_note('{}', '{}', asked);
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION relais_search_organizations() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  asked uuid[]; owners uuid[] := '{}';
BEGIN
  CASE TG_OP
    WHEN 'INSERT' THEN asked := ARRAY(SELECT n.id FROM new_rows n);
    WHEN 'DELETE' THEN asked := ARRAY(SELECT o.id FROM old_rows o);
    ELSE
      asked := ARRAY(
        SELECT n.id FROM new_rows n JOIN old_rows o USING (id)
        WHERE relais_differs(to_jsonb(n), to_jsonb(o), '{status,visibility,restricted_to,name,alternate_name,legal_name,description,kind,themes,updated_by_partner_at,date_updated}'));
      owners := ARRAY(
        SELECT n.id FROM new_rows n JOIN old_rows o USING (id)
        WHERE relais_differs(to_jsonb(n), to_jsonb(o), '{status,visibility,restricted_to,name,alternate_name}'));
  END CASE;
  PERFORM relais_search_note(asked, owners, '{}');
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION relais_search_places() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  asked uuid[];
BEGIN
  CASE TG_OP
    WHEN 'INSERT' THEN asked := ARRAY(SELECT DISTINCT n.offer FROM new_rows n);
    WHEN 'DELETE' THEN asked := ARRAY(SELECT DISTINCT o.offer FROM old_rows o);
    ELSE asked := ARRAY(
      SELECT unnest(ARRAY[n.offer, o.offer]) FROM new_rows n JOIN old_rows o USING (id) WHERE (n.offer, n.available) IS DISTINCT FROM (o.offer, o.available));
  END CASE;
  PERFORM relais_search_note('{}', '{}', asked);
  RETURN NULL;
END $$;

-- What empties a table at once tells no row.
CREATE OR REPLACE FUNCTION relais_search_emptied() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM relais_search_rebuild();
  RETURN NULL;
END $$;

DO $$ DECLARE
  source record;
BEGIN
  FOR source IN VALUES ('offers', 'relais_search_offers'), ('organizations', 'relais_search_organizations'), ('offer_places', 'relais_search_places') LOOP
    EXECUTE format('DROP TRIGGER IF EXISTS relais_81_search ON %1$I; DROP TRIGGER IF EXISTS relais_82_search ON %1$I; DROP TRIGGER IF EXISTS relais_83_search ON %1$I;', source.column1);
    EXECUTE format('CREATE OR REPLACE TRIGGER relais_84_search AFTER TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION relais_search_emptied()', source.column1);
    EXECUTE format('CREATE TRIGGER relais_81_search AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION %I()', source.column1, source.column2);
    EXECUTE format('CREATE TRIGGER relais_82_search AFTER UPDATE ON %I REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION %I()', source.column1, source.column2);
    EXECUTE format('CREATE TRIGGER relais_83_search AFTER DELETE ON %I REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION %I()', source.column1, source.column2);
  END LOOP;
END $$;

-- The searches read the entries: nothing asks these any more.
DROP INDEX IF EXISTS offers_words_idx, organizations_words_idx;

SELECT relais_search_rebuild();
