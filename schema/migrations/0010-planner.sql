-- With one generic plan for a light reader and a reader of whole structures, PostgreSQL went from 3 ms to 1 s.
-- Trigger functions keep their cached plans instead (their queries are lookups by key, and planning costs more than
-- running), and never a sequential scan: a plan cached when a table was empty would make a first import quadratic.
DO $$ BEGIN
  EXECUTE format('ALTER ROLE %I SET plan_cache_mode = force_custom_plan', current_user);
EXCEPTION WHEN insufficient_privilege THEN
  RAISE NOTICE 'plan_cache_mode was left as it is: ask the database administrator';
END $$;
