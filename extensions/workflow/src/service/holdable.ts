import { OPEN_COLLECTIONS, formOf, isOpenCollection } from '@relais/extensions/configurator'
import type { CollectionDefinition, Label } from '@relais/schema'
import { getCollection, groupOf } from '@relais/schema'
import type { FormField } from '@relais/schema/forms'
import type { State } from '@relais/schema/workflow'
import type { Knex } from 'knex'
import { FieldNotHeldError } from '../errors.ts'
import type { WhyNotHeld } from '../rules/holdable.ts'
import { whyNotHeld } from '../rules/holdable.ts'
import type { Held } from './context.ts'
import type { DesignerHost } from './drafts.ts'

/** A collection with the fields that a new workflow may hold. */
export interface Holdable { collection: string, label: Label, fields: { field: string, label: Label }[] }

/** What other workflows hold, or would. */
interface Known { key: string, collection: string, field: string, is_enforced: boolean }

const knownWorkflows = (knex: Knex): Promise<Known[]> => knex('workflows').select('key', 'collection', 'field', knex.raw('coalesce(is_enforced, false) as is_enforced'))

/** The fields of the network, as an administrator meets them in the forms: hidden and retired ones are not there. */
async function fieldsOf(host: DesignerHost, knex: Knex, collection: string): Promise<readonly FormField[]> {
  const form = await formOf({ knex, schema: await host.getSchema({ database: knex }) }, collection, { audience: 'admin', within: [] })
  return form.fields
}

const groupFor = (declaration: CollectionDefinition, { field, section, local }: FormField) => (local ? declaration.sections?.[section ?? '']?.group ?? declaration.group : groupOf(declaration, field))

/** The collections and the fields that a new workflow may hold. */
export async function listHoldable(host: DesignerHost): Promise<Holdable[]> {
  const known = await knownWorkflows(host.database)
  const found = await Promise.all(OPEN_COLLECTIONS.map(async (collection): Promise<Holdable[]> => {
    const declaration = getCollection(collection)
    if (!declaration || whyTaken(known, { collection, field: '' })) return []
    const fields = (await fieldsOf(host, host.database, collection)).filter(own => !whyTaken(known, { collection, field: own.field }) && whyNotHeld(declaration, own, groupFor(declaration, own)) === null)
    return fields.length === 0 ? [] : [{ collection, label: declaration.label, fields: fields.map(({ field, label }) => ({ field, label })) }]
  }))
  return found.flat()
}

/** One workflow a collection: its records stand in one place. */
function whyTaken(known: readonly Known[], { collection, field, key }: Held & { key?: string }): WhyNotHeld | null {
  const others = known.filter(own => own.collection === collection && own.key !== key)
  if (others.some(own => own.field === field)) return 'FIELD_HELD'
  return others.some(({ is_enforced: isEnforced }) => isEnforced) ? 'COLLECTION_HELD' : null
}

/** The states that the choices of a field make; refused when a workflow may not hold it. `key` is the workflow that asks, when it exists. */
export async function assertHoldable(host: DesignerHost, knex: Knex, { collection, field, key }: Held & { key?: string }): Promise<State[]> {
  const declaration = isOpenCollection(collection) ? getCollection(collection) : undefined
  if (!declaration) throw new FieldNotHeldError({ reason: 'COLLECTION_NOT_OPEN' })
  const taken = whyTaken(await knownWorkflows(knex), { collection, field, ...(key === undefined ? {} : { key }) })
  if (taken) throw new FieldNotHeldError({ reason: taken })
  const own = (await fieldsOf(host, knex, collection)).find(one => one.field === field)
  const reason = own ? whyNotHeld(declaration, own, groupFor(declaration, own)) : 'FIELD_UNKNOWN'
  if (!own || reason) throw new FieldNotHeldError({ reason: reason ?? 'FIELD_UNKNOWN' })
  return (own.choices ?? []).filter(({ retired }) => !retired).map(({ value, label, color }, index): State => ({ key: String(value), label, kind: index === 0 ? 'initial' : 'ordinary', ...(color === undefined ? {} : { color }) }))
}
