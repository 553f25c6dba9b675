-- A yes or no that a local administrator added said « Non » for everybody: from now on nobody has answered before being asked.
-- What is stored stays: who answered « Non » cannot be told from who was never asked.
do $$
declare
  local record;
begin
  for local in
    select c.table_name, c.column_name from information_schema.columns c
    join directus_fields f on f.collection = c.table_name and f.field = c.column_name
    where c.table_schema = current_schema() and c.data_type = 'boolean' and c.column_name like 'x\_%' and c.column_default = 'false'
  loop
    execute format('alter table %I alter column %I drop default', local.table_name, local.column_name);
  end loop;
end $$;
