-- Notes that their author alone reads. Directus manages the schema `public` only: no policy, no collection and no
-- administrator of the Studio reaches this table; and what is in it is encrypted with a key that is not in the database.
CREATE SCHEMA IF NOT EXISTS relais_private;
REVOKE ALL ON SCHEMA relais_private FROM PUBLIC;

CREATE TABLE IF NOT EXISTS relais_private.notes (
  id uuid PRIMARY KEY,
  "case" uuid NOT NULL REFERENCES public.cases (id) ON DELETE CASCADE,
  author uuid NOT NULL REFERENCES public.directus_users (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  sealed bytea NOT NULL CHECK (octet_length(sealed) BETWEEN 29 AND 65536)
);
CREATE INDEX IF NOT EXISTS notes_case_author_idx ON relais_private.notes ("case", author, created_at DESC);
