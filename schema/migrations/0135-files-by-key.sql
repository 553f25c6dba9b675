-- A portfolio is found by its rights, then each file by its key: hundreds of look-ups a list, which a hash answers in one page instead of three.
CREATE INDEX IF NOT EXISTS cases_key_idx ON cases USING hash (id);
