-- Adds what the server saw (reads, exports, downloads, refusals, sign-ins), in one statement for many lines. `candidates` are
-- ids found in an answer; those of people, files and their parts give the people that the line is about.
CREATE OR REPLACE FUNCTION relais_journal_add(lines jsonb) RETURNS integer
LANGUAGE plpgsql SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE
  line jsonb;
  ids uuid[];
  found uuid[];
  parts uuid[];
  part text := '';
  holder record;
  holders uuid[];
  added integer := 0;
BEGIN
  FOR line IN SELECT value FROM jsonb_array_elements(lines) LOOP
    -- Every instance sees the beginning of a session: one line is enough.
    CONTINUE WHEN line ->> 'kind' = 'sign_in' AND EXISTS (
      SELECT FROM relais_journal.entries e WHERE e.author = (line ->> 'author')::uuid AND e.at > now() - interval '2 days'
        AND e.kind = 'sign_in' AND e.details ->> 'session' = line -> 'details' ->> 'session');
    ids := ARRAY(SELECT value::uuid FROM jsonb_array_elements_text(coalesce(line -> 'candidates', '[]')) AS value WHERE pg_input_is_valid(value, 'uuid'));
    part := line ->> 'collection';
    -- A file that was downloaded is about those of the records that name it.
    IF line ->> 'kind' = 'download' THEN
      FOR holder IN SELECT many_collection AS name, many_field AS field FROM directus_relations
        JOIN pg_attribute a ON a.attrelid = to_regclass(quote_ident(many_collection)) AND a.attname = 'id' AND a.atttypid = 'uuid'::regtype
        WHERE one_collection = 'directus_files' AND many_field <> 'logo' LOOP
        EXECUTE format('SELECT array_agg(id) FROM %I WHERE %I = ANY ($1)', holder.name, holder.field) INTO holders USING ids;
        IF holders IS NOT NULL THEN
          ids := ids || holders;
          part := holder.name;
        END IF;
      END LOOP;
    END IF;
    found := ARRAY(
      SELECT id FROM people WHERE id = ANY (ids)
      UNION SELECT person FROM cases WHERE id = ANY (ids)
      UNION SELECT person FROM referrals WHERE id = ANY (ids));
    IF found = '{}' AND ids <> '{}' AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass(quote_ident(part)) AND attname = 'case' AND NOT attisdropped) THEN
      EXECUTE format('SELECT array_agg(DISTINCT c.person) FROM %I t JOIN cases c ON c.id = t."case" WHERE t.id = ANY ($1)', part) INTO parts USING ids;
      found := coalesce(parts, '{}');
    ELSIF found = '{}' AND ids <> '{}' AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass(quote_ident(part)) AND attname = 'person' AND NOT attisdropped) THEN
      EXECUTE format('SELECT array_agg(DISTINCT t.person) FROM %I t WHERE t.id = ANY ($1)', part) INTO parts USING ids;
      found := coalesce(parts, '{}');
    END IF;
    -- What one of our answers carried may be about nobody.
    CONTINUE WHEN found = '{}' AND line ->> 'kind' = 'list' AND line -> 'details' ? 'path';
    PERFORM relais_journal.append(line - 'candidates' || CASE WHEN found = '{}' THEN '{}'::jsonb ELSE jsonb_build_object('people', found) END);
    added := added + 1;
  END LOOP;
  RETURN added;
END $$;
