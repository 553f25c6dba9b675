-- Files of records, in one folder that no row rule names: each is read by whoever reads a record that names it, and by whoever sent it.
INSERT INTO directus_folders (id, name) VALUES ('2b7e4f16-8a0d-4c53-b1e9-7d3f60c2a514', 'Pièces des dossiers')
ON CONFLICT (id) DO NOTHING;

-- The Studio sends there what local file fields ask for.
UPDATE directus_fields SET options = coalesce(options::jsonb, '{}') || '{"folder": "2b7e4f16-8a0d-4c53-b1e9-7d3f60c2a514"}'
WHERE field LIKE 'x\_%' AND special ~ '\mfile\M' AND (options::jsonb ->> 'folder') IS NULL;

-- Rights look for the records of a file by these columns.
DO $$
DECLARE
  held record;
BEGIN
  FOR held IN SELECT many_collection AS name, many_field AS field FROM directus_relations JOIN pg_attribute a ON a.attrelid = to_regclass(quote_ident(many_collection)) AND a.attname = many_field
    WHERE one_collection = 'directus_files' AND many_field LIKE 'x\_%' LOOP
    EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON %I (%I)', left(held.name || '_' || held.field || '_index', 60), held.name, held.field);
  END LOOP;
END $$;
