import { getCollection } from '../index.ts'
import { rowRules } from './row-rules.ts'

type Read = Map<string, Set<string>>

/** Adds the fields that a rule reads, in its own collection and in those that it goes through. */
function addRead(found: Read, collection: string, filter: unknown): void {
  if (Array.isArray(filter)) for (const part of filter) addRead(found, collection, part)
  else if (typeof filter === 'object' && filter !== null) for (const [key, inner] of Object.entries(filter)) addStep(found, collection, key, inner)
}

function addStep(found: Read, collection: string, key: string, inner: unknown): void {
  if (key.startsWith('_')) return addRead(found, collection, inner)
  found.set(collection, (found.get(collection) ?? new Set()).add(key))
  const relation = getCollection(collection)?.fields[key]?.relation
  if (relation) addRead(found, relation.collection, inner)
}

/** The fields that some row rule reads, by collection. */
function fieldsOfRules(): ReadonlyMap<string, ReadonlySet<string>> {
  const found: Read = new Map()
  for (const rules of Object.values(rowRules)) {
    for (const [collection, { read, update, delete: removal, create }] of Object.entries(rules)) addRead(found, collection, [read, update, removal, create?.validation])
  }
  return found
}

let ruled: ReadonlyMap<string, ReadonlySet<string>> | undefined

/** Whether who reaches a row depends on this field: by a row rule, or by what the database derives from it. */
export function opensRows(collection: string, name: string): boolean {
  ruled ??= fieldsOfRules()
  return getCollection(collection)?.fields[name]?.opensRows === true || ruled.get(collection)?.has(name) === true
}

/**
 * Whether a link to a structure opens an owned row to those who work there: naming one is for those who work there too, unless the
 * row asks something of others. Settings, which nobody owns, are held to their layer.
 */
export function opensToStructure(collection: string, name: string): boolean {
  const { owner, fields } = getCollection(collection) ?? {}
  const field = fields?.[name]
  return owner !== undefined && field?.relation?.collection === 'structures' && field.asksOthers !== true && opensRows(collection, name)
}
