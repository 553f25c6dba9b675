-- Each order of the portfolio, for whoever reads many files: the first rows are taken in order instead of sorting all.
CREATE INDEX IF NOT EXISTS cases_next_step_idx ON cases (next_step_on, id);
CREATE INDEX IF NOT EXISTS cases_last_contact_all_idx ON cases (last_contact_on, id);
CREATE INDEX IF NOT EXISTS cases_opened_idx ON cases (opened_on, id);
CREATE INDEX IF NOT EXISTS people_name_order_idx ON people (last_name, first_name, id);
