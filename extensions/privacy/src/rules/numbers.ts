import { getCollection } from '@relais/schema'

interface Asked { filter?: unknown, search?: string | null, limit?: number | null, page?: number | null, offset?: number | null, meta?: readonly string[] | null, aggregate?: Readonly<Partial<Record<string, unknown>>> | null, group?: readonly string[] | null }

/** What a query tells of people without giving their rows: nothing, how many they are, or values that they have. */
export type Behind = 'nobody' | 'numbers' | 'values'

/** Functions that give back a value that somebody has. */
const EXTREMES = ['min', 'max']
/** Parts of a date that many share. */
const PERIOD = /^(year|month)\(\w+\)$/

const isFull = (tree: unknown): boolean => typeof tree === 'object' && tree !== null && Object.keys(tree).length > 0

/** A group is of many when it is one of the choices of a field, or a period. */
function isCoarse(collection: string, name: string): boolean {
  const field = getCollection(collection)?.fields[name]
  return PERIOD.test(name) || field?.choices !== undefined || field?.type === 'boolean'
}

/**
 * What is told of people by numbers, groups, extremes, or the size of a list that is not all shown. A number of all the rows
 * that somebody reads is about nobody; the number of those that a filter keeps says of each that it keeps them.
 */
export function toldBehind(collection: string, { filter, search, limit, page, offset, meta, aggregate, group }: Asked, shown: number): Behind {
  const isFiltered = isFull(filter) || Boolean(search)
  const groups = group ?? []
  if (groups.some(name => !isCoarse(collection, name)) || EXTREMES.some(name => aggregate?.[name] !== undefined)) return 'values'
  if (groups.length > 0) return 'numbers'
  if (isFull(aggregate)) return isFiltered ? 'numbers' : 'nobody'
  const isCut = (page ?? 1) > 1 || (offset ?? 0) > 0 || (typeof limit === 'number' && limit >= 0 && shown >= limit)
  return isFiltered && isCut && meta?.includes('filter_count') ? 'numbers' : 'nobody'
}
