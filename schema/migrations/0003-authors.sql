-- What the application says of the current transaction: `relais.author` (account), `relais.origin` (audience or
-- import, system), `relais.channel`, `relais.at` (instant, for imports of past events), `relais.comment`.
CREATE OR REPLACE FUNCTION relais_setting(name text) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$ SELECT NULLIF(current_setting('relais.' || name, true), '') $$;

CREATE OR REPLACE FUNCTION relais_at() RETURNS timestamptz
LANGUAGE sql VOLATILE SET search_path = public, pg_temp
AS $$ SELECT coalesce(relais_setting('at')::timestamptz, clock_timestamp()) $$;

-- The audience of an account. The identifiers are those of `schema/access/audiences.ts`; a test keeps them equal.
CREATE OR REPLACE FUNCTION relais_audience_of(account uuid) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN account IS NULL THEN 'system' ELSE coalesce(
    (SELECT known.audience FROM directus_users u JOIN (VALUES
      ('5d0e1a00-0000-4000-8000-000000000001'::uuid, 'partner'),
      ('5d0e1a00-0000-4000-8000-000000000002'::uuid, 'beneficiary'),
      ('5d0e1a00-0000-4000-8000-000000000003'::uuid, 'adviser'),
      ('5d0e1a00-0000-4000-8000-000000000004'::uuid, 'manager'),
      ('5d0e1a00-0000-4000-8000-000000000005'::uuid, 'prescriber'),
      ('5d0e1a00-0000-4000-8000-000000000006'::uuid, 'configurator'),
      ('5d0e1a00-0000-4000-8000-000000000007'::uuid, 'steering'),
      ('5d0e1a00-0000-4000-8000-000000000008'::uuid, 'service'),
      ('5d0e1a00-0000-4000-8000-000000000009'::uuid, 'admin')
    ) AS known (role, audience) ON known.role = u.role WHERE u.id = account),
    (SELECT 'admin' FROM directus_users u
      JOIN directus_access link ON link."user" = u.id OR link.role = u.role
      JOIN directus_policies policy ON policy.id = link.policy
      WHERE u.id = account AND policy.admin_access LIMIT 1),
    'other')
  END
$$;

-- Who wrote a row: what the application says, else the columns that Directus fills. On an update these are trusted
-- only when `date_updated` moved with them, otherwise they still name the previous author.
CREATE OR REPLACE FUNCTION relais_author_of(after jsonb, before jsonb) RETURNS uuid
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce(
    relais_setting('author')::uuid,
    CASE
      WHEN before IS NULL THEN (after ->> 'user_created')::uuid
      WHEN after -> 'date_updated' IS DISTINCT FROM before -> 'date_updated' THEN (after ->> 'user_updated')::uuid
    END)
$$;
