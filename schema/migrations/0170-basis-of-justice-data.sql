-- Data of justice is held on a legal basis that somebody wrote down (French law 78-17, art. 46). Rows of before are left alone until they change.
ALTER TABLE structures DROP CONSTRAINT IF EXISTS structures_justice_has_basis;
ALTER TABLE structures ADD CONSTRAINT structures_justice_has_basis CHECK (NOT legal_basis_justice OR btrim(coalesce(legal_basis_reference, '')) <> '') NOT VALID;
