import type { Host, Row } from '@relais/extensions/platform'
import type { EventContext, PrimaryKey } from '@directus/types'
import { StateByTransitionError, StateNotInitialError } from '../errors.ts'
import { workflowOf } from './workflow-of.ts'

type Context = Pick<EventContext, 'database' | 'schema' | 'accountability'>

/** Refuses a new record that does not begin where its workflow does. */
export async function guardCreate({ database }: Context, collection: string, payload: Row): Promise<void> {
  const workflow = await workflowOf(database, collection)
  const state = workflow ? payload[workflow.field] : undefined
  if (!workflow || state === undefined) return
  const initial = workflow.definition.states.filter(({ kind }) => kind === 'initial').map(({ key }) => key)
  if (typeof state !== 'string' || !initial.includes(state)) throw new StateNotInitialError({ collection, field: workflow.field, initial })
}

/**
 * The payload without a state that changes nothing, as imports and reverts send it; any other one is refused. Records that
 * the caller cannot see are left to Directus, which refuses them without telling where they stand.
 */
export async function guardUpdate(host: Host, { database, schema, accountability }: Context, { collection, keys, payload }: { collection: string, keys: readonly PrimaryKey[], payload: Row }): Promise<Row> {
  const workflow = await workflowOf(database, collection)
  if (!workflow || schema === null || !Object.hasOwn(payload, workflow.field) || await isMoving(database, keys)) return payload
  const { field } = workflow
  const items = new host.services.ItemsService<Row>(collection, { knex: database, schema, accountability })
  const seen = await items.readByQuery({ filter: { id: { _in: [...keys] } }, fields: ['id', field], limit: -1 }, { emitEvents: false })
  if (seen.some(row => row[field] !== payload[field])) throw new StateByTransitionError({ collection, field })
  const { [field]: _, ...rest } = payload
  return rest
}

/** Whether this write, in its transaction, is the one by which the engine moves the record. */
async function isMoving(database: Context['database'], keys: readonly PrimaryKey[]): Promise<boolean> {
  const { rows } = await database.raw<{ rows: { item: string | null }[] }>(`select case when relais_setting('transition') is not null then relais_setting('item') end as item`)
  return keys.length === 1 && rows[0]?.item === keys[0]
}
