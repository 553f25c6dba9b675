import type { Accountability, Query, SchemaOverview } from '@directus/types'
import { audienceOfRole, hiddenPath, rowRules } from '@relais/schema/access'
import { HiddenPathError } from '../errors.ts'

interface Context { accountability: Accountability | null, schema: SchemaOverview | null }

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
 * tell what the hidden ones hold. Calls without accountability, and administrators, read everything.
 */
export function refuseHiddenPaths(query: Query, collection: string, { accountability, schema }: Context): Query {
  if (accountability === null || accountability.admin || schema === null) return query
  const audience = accountability.roles.map(audienceOfRole).find(found => found !== undefined)
  const path = audience && hiddenPath(query, collection, { stepOf: stepsOf(schema), ruleOf: name => rowRules[audience]?.[name]?.read })
  if (path !== undefined) throw new HiddenPathError({ path })
  return query
}
