-- With one generic plan for a light reader and a reader of whole structures, PostgreSQL went from 3 ms to 1 s.
DO $$ BEGIN
  EXECUTE format('ALTER ROLE %I SET plan_cache_mode = force_custom_plan', current_user);
EXCEPTION WHEN insufficient_privilege THEN
  RAISE NOTICE 'plan_cache_mode was left as it is: ask the database administrator';
END $$;
