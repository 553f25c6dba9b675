import type { Accountability, Query, SchemaOverview } from '@directus/types'
import { parseFilter } from '@directus/utils'
import type { RowFilter } from '@relais/schema/access'
import { HiddenPathError, audienceOfRole, rowRules, withRowRules } from '@relais/schema/access'
import { HiddenPathRefusedError } from '../errors.ts'

interface Context { accountability: Accountability | null, schema: SchemaOverview | null }

function relationsOf(schema: SchemaOverview) {
  return (collection: string, field: string) => {
    for (const { collection: many, field: key, related_collection: one, meta } of schema.relations) {
      if (many === collection && key === field && one) return { collection: one, isToOne: true }
      if (one === collection && meta?.one_field === field) return { collection: many, isToOne: false }
    }
    return undefined
  }
}

/**
 * Puts the row rules of an account on every row that its query goes through, not only on those that it gives. Calls
 * without accountability, and administrators, have none.
 */
export function guardRelatedRows(query: Query, collection: string, { accountability, schema }: Context): Query {
  if (accountability === null || accountability.admin || schema === null) return query
  const audience = accountability.roles.map(audienceOfRole).find(found => found !== undefined)
  if (!audience) return query
  const scope = {
    relationOf: relationsOf(schema),
    ruleOf: (name: string) => rowRules[audience]?.[name]?.read,
    bind: (rule: RowFilter): RowFilter => Object(parseFilter(Object(rule), accountability)),
  }
  try {
    return Object.assign({ ...query }, withRowRules(query, collection, scope))
  }
  catch (error: unknown) {
    if (error instanceof HiddenPathError) throw new HiddenPathRefusedError({ path: error.path })
    throw error
  }
}
