import type { Accountability, Query, SchemaOverview } from '@directus/types'
import { hiddenPath, isAdministrator } from '@relais/schema/access'
import type { Knex } from 'knex'
import { HiddenPathError } from '../errors.ts'
import { rightsOf } from './rights.ts'

interface Context { database: Knex, accountability: Accountability | null, schema: SchemaOverview | null }

/** Where the fields of a collection lead, as Directus knows it. */
export function stepsOf(schema: SchemaOverview) {
  return (collection: string, field: string) => {
    for (const { collection: many, field: key, related_collection: one, meta } of schema.relations) {
      if (many === collection && key === field && one) return { collection: one, via: null }
      if (one === collection && meta?.one_field === field) return { collection: many, via: key }
    }
    return undefined
  }
}

/**
 * Refuses a query whose filter, sort, group or count goes through rows, or columns, that the account does not all read:
 * the answer would tell what the hidden ones hold. The rules are those that Directus enforces, whoever wrote them. Calls
 * without accountability, and administrators, read everything; rights lent to somebody show them no other rows.
 */
export async function refuseHiddenPaths(query: Query, collection: string, { database, accountability, schema }: Context): Promise<Query> {
  if (accountability === null || isAdministrator(accountability) || schema === null) return query
  // Directus may still be reading parts of `deep` while the query runs: what was judged is what is asked.
  const judged = structuredClone(query)
  const { rulesOf } = await rightsOf({ database }, schema, accountability)
  const path = hiddenPath(judged, collection, { stepOf: stepsOf(schema), rulesOf: name => rulesOf?.(name) ?? [], user: accountability.user })
  if (path !== undefined) throw new HiddenPathError({ path })
  return judged
}
