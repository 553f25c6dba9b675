import type { Criteria } from './search-params.ts'

/**
 * What a local decision closed to whoever searches is told by no result, and found by no word, place or list. Entries are made for
 * everybody: where something is closed, what is left is read again.
 */

type Type = 'offers' | 'organizations'

/** The words of a result, field by field, as the entries have them (`0270-search-entries.sql`). */
const NAMES = {
  offers: ['o.title'],
  organizations: ['g.name', 'g.alternate_name', 'g.legal_name'],
} as const satisfies Record<Type, readonly string[]>
const OWNERS = ['g.name', 'g.alternate_name'] as const
const TEXTS = { offers: ['o.summary', 'o.description'], organizations: ['g.description'] } as const satisfies Record<Type, readonly string[]>

const placeOf = (column: string): [Type, string] => [column.startsWith('o.') ? 'offers' : 'organizations', column.slice(2)]
const open = ({ isClosed }: Criteria, columns: readonly string[]): string[] => columns.filter(column => !isClosed(...placeOf(column)))

/** Whether a text that words are looked for in is closed. */
export function hasClosedTexts(criteria: Criteria): boolean {
  const all = [...Object.values(NAMES), OWNERS, ...Object.values(TEXTS)].flat()
  return open(criteria, all).length < all.length
}

/** The position of a site, which distances and areas tell. */
export const isPlaceClosed = ({ isClosed }: Criteria): boolean => isClosed('sites', 'latitude') || isClosed('sites', 'longitude')

/** The commune of a site, which its postal code and its city say too. */
export const isTownClosed = ({ isClosed }: Criteria): boolean => isClosed('sites', 'commune_code') && (isClosed('sites', 'city') || isClosed('sites', 'postal_code'))

/** A column of a result, or nothing. */
export const shownOf = ({ isClosed }: Criteria, collection: string, field: string, column: string): string => (isClosed(collection, field) ? 'null' : column)

/** A column of the entries that offers and organisations have alike. */
export function columnOf({ isClosed }: Criteria, field: string, nothing: string): string {
  const column = `e.${field}`
  const [offers, organizations] = [isClosed('offers', field), isClosed('organizations', field)]
  if (offers === organizations) return offers ? nothing : column
  return `case when e.type = '${offers ? 'organization' : 'offer'}' then ${column} else ${nothing} end`
}

const asWritten = (columns: readonly string[]): string => `relais_unaccent(concat_ws(' ', ${columns.length > 0 ? columns.join(', ') : 'null'}))`

/** Where texts are closed: the words of an entry `e` without them, as `said`; nothing otherwise. */
export function saidStep(criteria: Criteria): string {
  if (!hasClosedTexts(criteria)) return ''
  const said = (type: Type) => {
    const names = `relais_name_words(${asWritten(open(criteria, NAMES[type]))})`
    const owner = type === 'offers' ? ` || relais_name_words(${asWritten(open(criteria, OWNERS))})` : ''
    return `select ${names} as name_words, ${names}${owner} || to_tsvector('pg_catalog.french', ${asWritten(open(criteria, TEXTS[type]))}) as words`
  }
  return `cross join lateral (
    ${said('offers')} from offers o join organizations g on g.id = o.organization where e.type = 'offer' and o.id = e.id
    union all ${said('organizations')} from organizations g where e.type = 'organization' and g.id = e.id) said `
}
