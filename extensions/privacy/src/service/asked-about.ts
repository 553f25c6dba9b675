import type { Accountability, EventContext, Filter, Query, SchemaOverview } from '@directus/types'
import type { Knex } from 'knex'
import { isObject } from '../rules/lines.ts'
import { idsNamed, mayLeaveOut, namingParts } from '../rules/named.ts'

/** From so many people on, a question names nobody. */
const MOST_NAMED = 10

interface Reader { services: { ItemsService: new (collection: string, options: Who) => { readByQuery: (query: Query, options: { emitEvents: boolean }) => Promise<unknown[]> } } }
interface Who { knex: Knex, schema: SchemaOverview, accountability: Accountability }

const isFilter = (value: unknown): value is Filter => isObject(value)

/** The keys of a query, as far as who asks may read its rows; without the events of a read, which this is not. */
async function keysOf({ services }: Reader, { knex, schema, accountability }: Who, collection: string, query: Query): Promise<string[]> {
  try {
    const rows = await new services.ItemsService(collection, { knex, schema, accountability }).readByQuery({ ...query, fields: ['id'] }, { emitEvents: false })
    return rows.map(row => String(Reflect.get(Object(row), 'id')))
  }
  catch {
    // A collection that is closed to them, or a condition of another type: nothing was told.
    return []
  }
}

/** Of the ids that a question names, those of people, files and records that who asks may read: nobody can make others appear. */
export async function readableAmong(host: Reader, who: Who, ids: readonly string[], collection?: string): Promise<string[]> {
  if (ids.length === 0) return []
  const places = ['people', 'cases', collection ?? ''].filter((place, index, all) => all.indexOf(place) === index && !place.startsWith('directus_') && who.schema.collections[place]?.fields['id']?.type === 'uuid')
  const found = await Promise.all(places.map(place => keysOf(host, who, place, { filter: { id: { _in: [...ids] } }, limit: ids.length })))
  return [...new Set(found.flat())]
}

/** Whom a question names without the answer showing them: « no » tells something of them too. */
export async function askedAbout(host: Reader, { database: knex, schema, accountability }: EventContext, { collection, query, shown }: { collection: string, query: Query, shown: readonly string[] }): Promise<string[]> {
  const { filter = null, search = null } = query
  if (!schema || !accountability || (!filter && !search) || !mayLeaveOut(filter, shown.length)) return []
  const who = { knex, schema, accountability }
  const all = idsNamed(JSON.stringify([filter, search]))
  const ids = all.filter(id => !shown.includes(id))
  if (shown.length > 0 && all.length > 0 && ids.length === 0) return []
  const named = await readableAmong(host, who, ids, collection)
  const parts = [...namingParts(filter).filter(isFilter), ...search && filter ? [null] : []]
  const found = await Promise.all(parts.map(part => keysOf(host, who, collection, { filter: part, search: part ? null : search, limit: MOST_NAMED + 1 })))
  return [...new Set([...named, ...found.filter(keys => keys.length <= MOST_NAMED).flat()])]
}
