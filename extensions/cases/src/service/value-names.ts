import type { Caller, Host } from '@relais/extensions/platform'
import { ErrorCode, isDirectusError } from '@directus/errors'
import type { SchemaOverview } from '@directus/types'
import type { FormField } from '@relais/schema/forms'
import { namingColumns } from '../rules/naming.ts'

/** A change of a value; of a link, the names of what it named and names, null where the caller may not know. */
export interface NamedValues { value_name?: string | null, previous_name?: string | null }

interface Change { field: string, value: unknown, previous_value: unknown }

const isKey = (value: unknown): value is string => typeof value === 'string'

/** Adds to the changes of links the names of the rows, as far as the caller reads them: a key says nothing to anybody. */
export async function withNames<T extends Change>(host: Host, caller: Caller, fields: readonly FormField[], changes: readonly T[]): Promise<(T & NamedValues)[]> {
  const targets = new Map(fields.flatMap(({ field, relation }) => (relation ? [[field, relation.collection]] : [])))
  const linked = changes.filter(({ field }) => targets.has(field))
  const schema = linked.length > 0 ? await host.getSchema() : undefined
  const named = new Map<string, string>()
  for (const [collection, same] of schema ? Map.groupBy(linked, ({ field }) => targets.get(field) ?? '') : []) {
    const keys = [...new Set(same.flatMap(({ value, previous_value: previous }) => [value, previous]).filter(isKey))]
    if (schema) for (const [key, name] of await readNames(host, { caller, schema, collection }, keys)) named.set(key, name)
  }
  const nameOf = (value: unknown) => (isKey(value) ? named.get(value) ?? null : null)
  return changes.map(change => (targets.has(change.field) ? { ...change, value_name: nameOf(change.value), previous_name: nameOf(change.previous_value) } : change))
}

async function readNames(host: Host, { caller, schema, collection }: { caller: Caller, schema: SchemaOverview, collection: string }, keys: readonly string[]): Promise<[string, string][]> {
  const columns = namingColumns(collection, Object.keys(schema.collections[collection]?.fields ?? {}))
  if (columns.length === 0 || keys.length === 0) return []
  const items = new host.services.ItemsService(collection, { schema, knex: host.database, accountability: caller.accountability })
  try {
    const rows = await items.readByQuery({ filter: { id: { _in: [...keys] } }, fields: ['id', ...columns], limit: keys.length })
    return rows.flatMap((row): [string, string][] => {
      const name = columns.map(column => row[column]).filter(Boolean).join(' ')
      return name === '' ? [] : [[String(row['id']), name]]
    })
  }
  catch (error: unknown) {
    if (isDirectusError(error, ErrorCode.Forbidden)) return []
    throw error
  }
}
