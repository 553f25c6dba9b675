import type { Queryable } from '../lib/insert.ts'

/** The stages of the files that no transition has moved yet, from their story in the history of values. */
const TOLD = `
  select h.id, h.item, h.user, h.audience, h.at, h.previous_value #>> '{}' as from_state, h.value #>> '{}' as to_state,
    lag(h.at) over (partition by h.item order by h.at, h.previous_value is not null) as since
  from value_history h
  where h.collection = 'cases' and h.field = 'status' and not exists (select 1 from workflow_events e where e.collection = 'cases' and e.item = h.item)`

/** What the workflow would have written of them: since when a file is where it is, how it left each stage and after how long. */
export async function tellStages(client: Queryable): Promise<void> {
  await client.query(`
    update workflow_objects o set since = last.at, moved_by = last.user
    from (select distinct on (t.item) t.item, t.at, t.user from (${TOLD}) t order by t.item, t.at desc, t.from_state is null) last
    where o.collection = 'cases' and o.item = last.item`)
  await client.query(`
    insert into workflow_events (id, collection, item, version, transition, from_state, to_state, seconds, "user", audience, at)
    select t.id, 'cases', t.item, o.version, d.step ->> 'key', t.from_state, t.to_state, extract(epoch from t.at - t.since)::integer, t.user, t.audience, t.at
    from (${TOLD}) t
    join workflow_objects o on o.collection = 'cases' and o.item = t.item
    join workflow_versions v on v.id = o.version
    cross join lateral (
      select x as step from jsonb_array_elements(v.definition -> 'transitions') with ordinality as list(x, rank)
      where x -> 'from' ? t.from_state and x ->> 'to' = t.to_state order by rank limit 1
    ) d
    where t.from_state is not null`)
}

/** Since when records that no transition has moved yet are where they are: their last change, or their beginning. */
export async function tellSince(client: Queryable, collection: string, rows: readonly { id: string, date_created?: string | null, date_updated?: string | null }[]): Promise<void> {
  for (const { id, date_created: created, date_updated: updated } of rows) {
    await client.query(
      `update workflow_objects o set since = $3 where o.collection = $1 and o.item = $2 and o.since <> $3 and not exists (select 1 from workflow_events e where e.collection = $1 and e.item = $2)`,
      [collection, id, updated ?? created],
    )
  }
}
