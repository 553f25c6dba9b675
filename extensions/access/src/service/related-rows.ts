import type { Accountability, Query, SchemaOverview } from '@directus/types'
import type { RowFilter } from '@relais/schema/access'
import { hiddenPath } from '@relais/schema/access'
import type { Knex } from 'knex'
import { HiddenPathError } from '../errors.ts'
import { rightsOf } from './rights.ts'

interface Context { database: Knex, accountability: Accountability | null, schema: SchemaOverview | null }

function stepsOf(schema: SchemaOverview) {
  return (collection: string, field: string) => {
    for (const { collection: many, field: key, related_collection: one, meta } of schema.relations) {
      if (many === collection && key === field && one) return { collection: one, via: null }
      if (one === collection && meta?.one_field === field) return { collection: many, via: key }
    }
    return undefined
  }
}

/**
 * Refuses a query whose filter, sort or count goes through rows that the account does not all read: the answer would
 * tell what the hidden ones hold. The rules are those that Directus enforces, whoever wrote them. Calls without
 * accountability, and administrators, read everything.
 */
export async function refuseHiddenPaths(query: Query, collection: string, { database, accountability, schema }: Context): Promise<Query> {
  if (accountability === null || accountability.admin || schema === null) return query
  const { rulesOf } = await rightsOf({ database }, schema, accountability)
  const ruleOf = (name: string): RowFilter | undefined => {
    const rules = rulesOf?.(name).map(({ rows }) => rows) ?? []
    return rules.length > 1 ? { _or: rules } : rules[0]
  }
  const path = hiddenPath(query, collection, { stepOf: stepsOf(schema), ruleOf })
  if (path !== undefined) throw new HiddenPathError({ path })
  return query
}
