import type { Queryable } from '../lib/insert.ts'

/** The table that `placeInWorkflows` fills. */
export const PLACE_TABLE = 'workflow_objects'

/**
 * Puts each record where its state says in its workflow, on the version in force, as the triggers do; two months of days to be
 * in it since, with the deadline of the state. Nothing is due by itself: a server that starts on this world would take thousands
 * of steps at once before the first read.
 */
export async function placeInWorkflows(client: Queryable, today: Date): Promise<void> {
  const { rows } = await client.query('select distinct collection, field from workflows where is_enforced order by collection')
  for (const { collection, field } of rows) {
    await client.query(`insert into workflow_objects (id, collection, item, version, state, since, deadline_at)
      select gen_random_uuid(), $1, r.id, v.id, r.${String(field)}, began.since, began.since + state.lasts
      from ${String(collection)} r
      cross join (select v.id, v.definition from workflows w join workflow_versions v on v.workflow = w.id and v.status = 'published' where w.collection = $1 and w.is_enforced order by v.number desc limit 1) v
      join lateral (select s ->> 'key' as key, interval '1 day' * (s -> 'deadline' ->> 'amount')::numeric * case when s -> 'deadline' ->> 'unit' = 'working_days' then 1.4 else 1 end as lasts
        from jsonb_array_elements(v.definition -> 'states') s) state on state.key = r.${String(field)}
      cross join lateral (select $2::timestamptz - interval '1 day' * mod(abs(hashtext(r.id::text)::bigint), 60) as since) began
      where not exists (select 1 from workflow_objects o where o.collection = $1 and o.item = r.id)`, [collection, today])
  }
}
