import type { Caller, Host } from '@relais/extensions/platform'
import { formOf } from '@relais/extensions/configurator'
import type { AccessLevel } from '@relais/schema'
import { getCollection } from '@relais/schema'
import type { FieldSetting } from '@relais/schema/access'
import { levelOf, readsAllOf } from '@relais/schema/access'
import type { Transition } from '@relais/schema/workflow'
import { fieldsRead } from '@relais/schema/workflow'
import type { Knex } from 'knex'

/** What somebody may do with each field of a collection today: local decisions count, and the fields of their structures. A list of which some rows are hidden is hidden. */
export type Levels = (field: string) => AccessLevel

/** Reads what the caller may do with the fields of a collection. */
export async function levelsFor(host: Pick<Host, 'getSchema'>, knex: Knex, { collection, caller: { user, audience } }: { collection: string, caller: Pick<Caller, 'user' | 'audience'> }): Promise<Levels> {
  const settings: FieldSetting[] = await knex('field_settings').where({ collection, audience }).select('collection', 'field', 'audience', 'level')
  const form = await formOf({ knex, schema: await host.getSchema({ database: knex }) }, collection, { audience, user })
  const declaration = getCollection(collection)
  return (name) => {
    if (!readsAllOf(audience, collection, name)) return 'none'
    // Lists and what the product keeps for itself are in no form.
    const declared = declaration?.fields[name]
    const shown = form.fields.find(({ field }) => field === name)
    const level = declaration && declared ? levelOf(declaration, name, audience, settings) : shown?.level ?? 'none'
    // What is chosen when a record is made is not written any more.
    return level !== 'none' && (declared?.immutable || shown?.createOnly) ? 'read' : level
  }
}

/** The fields that a transition reads and that somebody of these levels does not. */
export const unreadableIn = (transition: Transition, level: Levels): string[] => fieldsRead(transition).filter(name => level(name) === 'none')
