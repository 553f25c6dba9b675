import type { Relation } from '@directus/types'
import type { Values } from '@relais/schema/forms'

type Link = Pick<Relation, 'collection' | 'field' | 'related_collection'> & { meta: Pick<NonNullable<Relation['meta']>, 'one_field'> | null }

/**
 * The links of a payload that carry rows instead of naming one, and its lists: Directus would make, change or take away those
 * rows with the rights of the write.
 */
export function nestedIn(payload: Values, collection: string, relations: readonly Link[]): string[] {
  const isSent = (name: string | null | undefined): name is string => typeof name === 'string' && payload[name] !== undefined && payload[name] !== null
  return relations.flatMap(({ collection: many, field, related_collection: one, meta }) => [
    ...(many === collection && isSent(field) && typeof payload[field] === 'object' ? [field] : []),
    ...(one === collection && isSent(meta?.one_field) ? [meta.one_field] : []),
  ])
}
