-- Templates of documents are templates like those of messages, under the same identifiers: documents and workflows keep naming them.
DROP INDEX IF EXISTS templates_author_unique;

DO $$
BEGIN
  IF to_regclass('document_templates') IS NOT NULL THEN
    INSERT INTO templates (id, key, kind, subject_fr, message_fr, status, user_created, date_created, user_updated, date_updated)
    SELECT id, key, 'document', title, body, CASE WHEN is_active THEN 'active' ELSE 'retired' END, user_created, date_created, user_updated, date_updated
    FROM document_templates
    ON CONFLICT (id) DO NOTHING;
    ALTER TABLE documents DROP CONSTRAINT IF EXISTS documents_template_foreign;
    ALTER TABLE documents ADD CONSTRAINT documents_template_foreign FOREIGN KEY (template) REFERENCES templates (id) ON DELETE SET NULL;
  END IF;
END $$;
