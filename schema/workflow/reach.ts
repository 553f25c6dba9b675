import { audit, isNullable } from '../define.ts'
import type { CollectionDefinition, Field } from '../define.ts'
import { opensRows } from '../access/opens-rows.ts'
import { collections, getCollection } from '../index.ts'
import type { Related } from './check.ts'
import { shippedWorkflows } from './shipped/index.ts'
import type { Effect } from './types.ts'

/**
 * What an effect may make and change. It is written with every right, by a definition of whoever may read no record at all: so it
 * never gives a right, moves a record, opens a row to somebody or speaks in somebody's name.
 */

type Fields = Record<string, Field>
const fieldsOf = (collection: string): Fields => getCollection(collection)?.fields ?? {}

/** Whether an effect may write a field of a record that moves; a field of this instance alone gives no right. */
function isSettable(collection: string, name: string): boolean {
  const field = fieldsOf(collection)[name]
  return !field || (!field.relation && field.type !== 'alias' && !field.primaryKey && field.readonly !== true && field.immutable !== true && !(name in audit()) && !opensRows(collection, name))
}

/** Links that a new row takes from the record that moves: it stays in the same structure. */
function inherited(of: Fields, from: Fields): string[] {
  return Object.entries(of).filter(([name, field]) => field.required === true && field.readonly !== true && field.relation?.kind === 'm2o' && field.relation.collection !== 'directus_users'
    && from[name]?.relation?.kind === 'm2o' && from[name].relation.collection === field.relation.collection).map(([name]) => name)
}

/** How the rows of a collection belong to the records of another, or nothing when they do not. */
function related(collection: string, { collection: name, owner, byEffects }: CollectionDefinition): Related[] {
  if (byEffects !== true) return []
  const fields = fieldsOf(name)
  const state = shippedWorkflows.find(shipped => shipped.isEnforced && shipped.collection === name)?.field
  const taken = inherited(fields, fieldsOf(collection))
  const via = Object.keys(fields).filter(key => fields[key]?.relation?.kind === 'm2o' && fields[key].relation.collection === collection && (key === owner || taken.includes(owner ?? '')))
  if (via.length === 0) return []
  const own = Object.entries(fields).filter(([key, field]) => key !== state && field.type !== 'alias' && !field.primaryKey && !(key in audit()) && field.readonly !== true)
  const asked = own.filter(([key, { relation }]) => !relation && !opensRows(name, key))
  return [{
    collection: name, via, inherited: taken.filter(key => !via.includes(key)),
    fields: asked.map(([key]) => key), changed: asked.filter(([, { immutable }]) => immutable !== true).map(([key]) => key),
    required: own.filter(([key, field]) => !taken.includes(key) && !isNullable(field) && field.default === undefined).map(([key]) => key),
  }]
}

/** Every collection whose rows an effect of a workflow on `collection` may make or change. */
export function relatedTo(collection: string): Related[] {
  return Object.values(collections).flatMap(one => related(collection, one))
}

/** Whether the values that an effect writes are within reach of effects, in rows that belong to the record by `via`. */
export function isRelated(list: readonly Related[], { collection, via, values }: { collection: string, via: string, values: object }, { isNew }: { isNew: boolean }): boolean {
  const target = list.find(one => one.collection === collection)
  const names = Object.keys(values)
  return target !== undefined && target.via.includes(via) && names.every(name => (isNew ? target.fields : target.changed).includes(name))
    && (isNew ? target.required.every(name => name === via || names.includes(name)) : names.length > 0)
}

/**
 * Whether an effect of a workflow on `collection` stays within reach, whenever its definition was published; `started` is the
 * collection of the workflow that it starts.
 */
export function isWithinReach(collection: string, effect: Effect, started?: string): boolean {
  switch (effect.kind) {
    case 'set_field': return isSettable(collection, effect.field)
    case 'create_related': return isRelated(relatedTo(collection), effect, { isNew: true })
    case 'close_related': return isRelated(relatedTo(collection), effect, { isNew: false })
    case 'start_workflow': return isRelated(relatedTo(collection), { ...effect, collection: started ?? '' }, { isNew: true })
    default: return true
  }
}
