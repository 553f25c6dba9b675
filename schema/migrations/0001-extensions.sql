-- Text search without accents or typing mistakes, and distances on the globe.
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS cube WITH SCHEMA public;

-- The only one that PostgreSQL reserves to its administrators: say what to do instead of "permission denied".
DO $$ BEGIN
  CREATE EXTENSION IF NOT EXISTS earthdistance WITH SCHEMA public;
EXCEPTION WHEN insufficient_privilege THEN
  RAISE EXCEPTION 'the PostgreSQL extension earthdistance is missing'
    USING HINT = 'As a database superuser, run once in this database: CREATE EXTENSION cube; CREATE EXTENSION earthdistance;',
      ERRCODE = 'insufficient_privilege';
END $$;

-- `unaccent` alone is only STABLE because its dictionary may change; naming the dictionary makes it usable in an index.
CREATE OR REPLACE FUNCTION relais_unaccent(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = public, pg_temp
AS $$ SELECT public.unaccent('public.unaccent'::regdictionary, words) $$;

-- Lower case, no accent, words separated by one space: « L’Éclaircie d’Œuvre » becomes « l eclaircie d oeuvre ».
CREATE OR REPLACE FUNCTION relais_normalize(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = public, pg_temp
AS $$ SELECT btrim(regexp_replace(lower(relais_unaccent(words)), '[^a-z0-9]+', ' ', 'g')) $$;
