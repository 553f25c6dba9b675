import type { Host } from '@relais/extensions/platform'
import { isDirectusError } from '@directus/errors'
import type { EventContext, Query } from '@directus/types'
import { refuseHiddenPaths } from '@relais/extensions/access'
import { namedFilter } from '../rules/by-name.ts'

type Services = Pick<Host, 'services'>

/**
 * The search of a list, as Directus does it: what was typed, as it was typed, in one column. When it finds nothing, the names are asked in one
 * spelling, whatever the order. Both are asked as whoever searches: only what they read is told. When neither finds anything, both are asked all
 * the same: the journal then knows whom a « no » is about.
 */
export async function searchByName({ services }: Services, collection: string, query: Query, { database: knex, schema, accountability }: EventContext): Promise<Query> {
  const { search, filter, ...rest } = query
  const named = search ? namedFilter(collection, search) : null
  if (!named || !schema || !accountability) return query
  const rows = new services.ItemsService(collection, { knex, schema, accountability })
  const finds = async (part: Query) => (await rows.readByQuery({ ...part, fields: ['id'], limit: 1 }, { emitEvents: false })).length > 0
  if (await finds({ search: search ?? null, filter: filter ?? null })) return query
  const byName: Query = { filter: filter ? { _and: [filter, named] } : named }
  try {
    // These reads are not the one that was asked: none of the hooks of a read judges them.
    await refuseHiddenPaths(byName, collection, { database: knex, schema, accountability })
    return await finds(byName) ? { ...rest, ...byName } : { ...query, ...byName }
  }
  catch (error: unknown) {
    // Whoever does not read the names in one spelling searches as Directus does.
    if (isDirectusError(error, 'FORBIDDEN')) return query
    throw error
  }
}
