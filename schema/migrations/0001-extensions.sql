-- Text search without accents or typing mistakes, and distances on the globe.
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS cube WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch WITH SCHEMA public;

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

-- One spelling for every alphabet, whatever the locale of the database; its twin is `schema/names`.
-- Lower case, no accent, words separated by one space: « L’Éclaircie d’Œuvre » becomes « l eclaircie d oeuvre », « Łukasik » « lukasik ».
-- Everything is named with its schema: a path set on each call would double its cost.
-- An old ICU knows no capitals of Georgian: they are named.
CREATE OR REPLACE FUNCTION relais_normalize(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT pg_catalog.btrim(pg_catalog.regexp_replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.translate(pg_catalog.regexp_replace(pg_catalog.lower(pg_catalog.normalize(words, 'NFKD') COLLATE pg_catalog. "und-x-icu"),
    '[\u00AD\u0300-\u036F\u0483-\u0489\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u061C\u0640\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E8\u06EA-\u06ED\u1AB0-\u1AFF\u1DC0-\u1DFF\u200B-\u200F\u202A-\u202E\u2060-\u206F\u20D0-\u20FF\uFE00-\uFE0F\uFE20-\uFE2F\uFEFF]', '', 'g'),
    'łđðøıħŧŋςəƴɓɗƙɛɔɲᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰᲱᲲᲳᲴᲵᲶᲷᲸᲹᲺᲽᲾᲿ', 'lddoihtnσeybdkeonაბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵჶჷჸჹჺჽჾჿ'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
    '[\u0001-\u002F\u003A-\u0060\u007B-\u00BF\u00D7\u00F7\u02B0-\u02FF\u0375\u037E\u0387\u055A-\u055F\u0589\u058A\u05BE\u05C0\u05C3\u05C6\u05F3\u05F4\u0600-\u060F\u061B\u061D-\u061F\u066A-\u066D\u06D4\u06DD\u06DE\u06E9\u0700-\u070D\u0964\u0965\u0970\u0E3F\u0E4F\u0E5A\u0E5B\u10FB\u1361-\u1368\u1400\u166D\u166E\u1680\u17D4-\u17DB\u1800-\u180A\u2000-\u200A\u2010-\u2029\u202F-\u205F\u2070-\u20CF\u2100-\u2BFF\u2E00-\u2E7F\u2FF0-\u2FFF\u3000-\u3004\u3008-\u3020\u3030\u303D-\u303F\u30A0\u30FB\uE000-\uF8FF\uFD3E\uFD3F\uFE10-\uFE1F\uFE30-\uFE6F\uFF00-\uFF0F\uFFE0-\uFFFF\U0001D000-\U0001D1FF\U0001F000-\U0001FBFF\U000E0000-\U000E007F]+', ' ', 'g')) $$;
