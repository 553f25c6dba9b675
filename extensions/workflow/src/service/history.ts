import type { Host, Row } from '@relais/extensions/platform'
import { DISPLAY_NAME } from '@relais/extensions/platform'
import { assertVisible } from './place.ts'
import type { Asked } from './transition.ts'
import { heldWorkflow } from './transition.ts'

const NAMED: readonly string[] = ['adviser', 'manager', 'admin']

/** The label of an entry of a list of the definition, by its key; null when the version has none. */
const labelIn = (list: 'states' | 'transitions', key: string): string => `(select x -> 'label' from jsonb_array_elements(v.definition -> '${list}') as x where x ->> 'key' = ${key} limit 1)`

/** Every transition of an object, the latest first, in the words of the version of its day; names are for those who may know them. */
export async function historyOf(host: Host, { caller, collection, id }: Asked): Promise<Row[]> {
  const workflow = await heldWorkflow(host.database, collection)
  await assertVisible(host, host.database, { workflow, caller, id })
  const { rows } = await host.database.raw<{ rows: Row[] }>(
    `select e.id, e.transition, e.from_state, e.to_state, e.seconds, e.at, e.audience,
       ${labelIn('transitions', 'e.transition')} as label, ${labelIn('states', 'e.from_state')} as from_label, ${labelIn('states', 'e.to_state')} as to_label,
       case when :named then ${DISPLAY_NAME} end as by, case when :named then e.comment end as comment
     from workflow_events e join workflow_versions v on v.id = e.version left join directus_users u on u.id = e."user"
     where e.collection = :collection and e.item = :id order by e.at desc, e.id limit 500`,
    { collection, id, named: NAMED.includes(caller.audience) },
  )
  return rows
}
