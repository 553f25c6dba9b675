-- Sessions and static tokens could be read bit by bit, without an account, until this release: all of them end, those of
-- shares too. Once for each installation: the manifest keeps the name of a migration, whatever its text becomes.
DO $$
BEGIN
  IF EXISTS (SELECT FROM manifest WHERE kind = 'migration' AND key = '0168-sessions-rotated.sql') THEN RETURN; END IF;
  DELETE FROM directus_sessions;
  UPDATE directus_users SET token = NULL WHERE token IS NOT NULL;
END $$;
