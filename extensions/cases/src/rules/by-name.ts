import type { FieldFilter, Filter } from '@directus/types'
import { wordsOf } from '@relais/schema/names'

/** Collections whose rows have their names in one spelling. */
const NAMED = ['people', 'organizations', 'offers']

/** The rows of a collection whose names have every word typed, in any order and whatever the accents; null where rows have no name, and for signs alone. */
export function namedFilter(collection: string, typed: string): Filter | null {
  const words = wordsOf(typed)
  if (words.length === 0) return null
  const asked = words.map((word): FieldFilter => ({ normalized_name: { _contains: word } }))
  if (NAMED.includes(collection)) return { _and: asked }
  // A file is named by its person.
  return collection === 'cases' ? { _and: asked.map(each => ({ person: each })) } : null
}
