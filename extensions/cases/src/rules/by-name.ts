import type { Filter } from '@directus/types'
import { wordsOf } from '@relais/schema/names'

/** Where the names of the rows of a collection are in one spelling; a file is named by its person. */
const SPELT: Record<string, readonly string[]> = {
  people: ['normalized_name'],
  cases: ['person', 'normalized_name'],
  organizations: ['normalized_name'],
  offers: ['normalized_name'],
}

/** The rows of a collection whose names have every word typed, in any order and whatever the accents; null where rows have no name, and for signs alone. */
export function namedFilter(collection: string, typed: string): Filter | null {
  const path = SPELT[collection]
  const words = wordsOf(typed)
  if (!path || words.length === 0) return null
  return { _and: words.map(word => path.reduceRight<Filter>((inner, field) => ({ [field]: inner }), { _contains: word } as Filter)) }
}
