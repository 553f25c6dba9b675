-- A right that ends before it starts is refused; the last day is included. Rows written before this rule keep it out of their way until they change.
ALTER TABLE memberships DROP CONSTRAINT IF EXISTS memberships_ends_after_start;
ALTER TABLE memberships ADD CONSTRAINT memberships_ends_after_start CHECK (valid_until >= valid_from) NOT VALID;
ALTER TABLE case_members DROP CONSTRAINT IF EXISTS case_members_ends_after_start;
ALTER TABLE case_members ADD CONSTRAINT case_members_ends_after_start CHECK (valid_until >= valid_from) NOT VALID;
ALTER TABLE organization_members DROP CONSTRAINT IF EXISTS organization_members_ends_after_start;
ALTER TABLE organization_members ADD CONSTRAINT organization_members_ends_after_start CHECK (valid_until >= valid_from) NOT VALID;
