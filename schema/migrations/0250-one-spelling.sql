-- One spelling for every alphabet (`relais_normalize`, 0001), and what is written with it; its twin is `schema/names`.

-- The names of somebody, each in one word: « N’Diaye », « Ndiaye » and « N Diaye » are one. One call for all: « ꙮ » stands between two names.
CREATE OR REPLACE FUNCTION relais_name(VARIADIC names text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$ SELECT btrim(regexp_replace(translate(relais_normalize(array_to_string(names, ' ꙮ ')), 'ꙮ ', ' '), ' +', ' ', 'g')) $$;

-- Whether every word typed is in a name; signs alone are in none.
CREATE OR REPLACE FUNCTION relais_is_named(name text, typed text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$ SELECT coalesce(bool_and(strpos(name, word) > 0), false) FROM unnest(string_to_array(relais_normalize(typed), ' ')) AS word $$;

-- Whether a word of the name is the one typed but for a few slips of the finger (`slipsForgiven` of `schema/names` says how many): as many letters wrong,
-- missing or too many, or as many pairs swapped.
CREATE OR REPLACE FUNCTION relais_is_near(name text, typed text, slips integer) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  SELECT EXISTS (
    SELECT FROM pg_catalog.unnest(pg_catalog.string_to_array(name, ' ')) AS word
    WHERE pg_catalog.abs(pg_catalog.length(word) - pg_catalog.length(typed)) <= slips AND pg_catalog.length(typed) < 64
      AND CASE public.levenshtein_less_equal(word, typed, 2 * slips) <= slips WHEN true THEN true
        ELSE pg_catalog.length(word) = pg_catalog.length(typed) AND public.levenshtein_less_equal(word, typed, 2 * slips) <= 2 * slips
          AND (SELECT pg_catalog.string_agg(letter, '' ORDER BY letter) FROM pg_catalog.regexp_split_to_table(word, '') AS letter)
            = (SELECT pg_catalog.string_agg(letter, '' ORDER BY letter) FROM pg_catalog.regexp_split_to_table(typed, '') AS letter) END)
$$;

CREATE OR REPLACE FUNCTION relais_set_person_name() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  NEW.normalized_name := left(relais_name(NEW.last_name, NEW.birth_name, NEW.first_name, NEW.preferred_name), 450);
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS relais_10_normalized_name ON people;
CREATE TRIGGER relais_10_normalized_name
  BEFORE INSERT OR UPDATE OF last_name, birth_name, first_name, preferred_name, normalized_name ON people
  FOR EACH ROW EXECUTE FUNCTION relais_set_person_name();

-- Only the rows whose spelling changes are written.
UPDATE people SET normalized_name = '' WHERE normalized_name IS DISTINCT FROM left(relais_name(last_name, birth_name, first_name, preferred_name), 450);
UPDATE organizations SET normalized_name = '' WHERE normalized_name IS DISTINCT FROM relais_normalize(left(concat_ws(' ', name, alternate_name, legal_name), 600));
UPDATE offers SET normalized_name = '' WHERE normalized_name IS DISTINCT FROM relais_normalize(left(title, 600));
UPDATE territories SET normalized_name = '' WHERE normalized_name IS DISTINCT FROM relais_normalize(left(name, 600));
