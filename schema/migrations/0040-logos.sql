-- Logos are the only files that people who are not administrators add and see: one folder, named by the row rules.
INSERT INTO directus_folders (id, name) VALUES ('6d0c9a52-3f1e-4b7a-9c84-5e2f7a1b0c40', 'Logos')
ON CONFLICT (id) DO NOTHING;
