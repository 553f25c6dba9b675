import { treeOf } from './deep-queries.ts'

/** What one request may ask; far above what the screens do, far below what costs. */
export const QUERY_LIMITS = {
  /** Characters of an address; longer filters go in the body of SEARCH. */
  address: 12_000,
  /** Keys of a filter, of `deep`, of `aggregate` and of `alias` together. */
  conditions: 300,
  /** Values in the lists of a filter (`_in`…). */
  values: 2_000,
  /** Levels of brackets in a filter or in `deep`. */
  nesting: 24,
  fields: 300,
  /** `*` in one field: `*.*.*` reads a good part of the database. */
  wildcards: 2,
  aliases: 20,
  aggregates: 20,
  groups: 5,
  sorts: 10,
  /** Characters of a full-text search. */
  search: 200,
  /** Largest side of an image made on demand; Directus measures the original only. */
  imageSide: 2_000,
  /** Further operations on an image, which no screen asks for. */
  imageSteps: 0,
} as const

export type QueryLimit = keyof typeof QUERY_LIMITS

interface Size { conditions: number, values: number, nesting: number }

/** The first limit that a query goes beyond. Reads what Directus would read: trees as objects or as JSON, lists as arrays or text. */
export function exceededLimit(query: Readonly<Record<string, unknown>>): QueryLimit | undefined {
  const fields = listOf(query['fields'])
  const { conditions, values, nesting } = sizeOf([query['filter'], query['deep'], query['aggregate'], query['alias']].map(treeOf))
  const counts: readonly [QueryLimit, number][] = [
    ['conditions', conditions],
    ['values', values],
    ['nesting', nesting],
    ['fields', fields.length],
    ['wildcards', fields.reduce((most, field) => Math.max(most, field.split('*').length - 1), 0)],
    ['aliases', keysOf(query['alias'])],
    ['aggregates', Object.values(objectOf(treeOf(query['aggregate']))).reduce<number>((sum, names) => sum + listOf(names).length, 0)],
    ['groups', listOf(query['groupBy'] ?? query['group']).length],
    ['sorts', listOf(query['sort']).length],
    ['search', typeof query['search'] === 'string' ? query['search'].length : 0],
  ]
  return counts.find(([name, count]) => count > QUERY_LIMITS[name])?.[0]
}

const ALIAS = /^[A-Za-z_]\w*$/
/** A path of fields, with or without the collection of a link and a function: `sites.city`, `item:sites.city`, `year(date)`, `$FOLLOW(sites, organization)`. */
const NAME = /^-?[-\p{L}\p{N}_$*]+(?:[.:][-\p{L}\p{N}_$*]+)*(?:\([-\p{L}\p{N}_$.:, ]+\))?$/u

/**
 * Whether a query names columns as columns are named. Directus fails without an explanation on some names, puts those of
 * aliases in its SQL, where a `?` is taken for a parameter, and in the titles of exports.
 */
export function hasPlainNames(query: Readonly<Record<string, unknown>>): boolean {
  const aggregate = objectOf(treeOf(query['aggregate']))
  const names = [...listOf(query['fields']), ...listOf(query['sort']), ...listOf(query['groupBy'] ?? query['group']), ...Object.entries(aggregate).flatMap(([name, of]) => [name, ...listOf(of)])]
  const aliases = Object.keys(objectOf(treeOf(query['alias'])))
  const left = [treeOf(query['filter']), treeOf(query['deep'])]
  for (let tree = left.pop(); left.length > 0 || tree !== undefined; tree = left.pop()) {
    if (typeof tree !== 'object' || tree === null) continue
    for (const [key, child] of Object.entries(tree)) {
      if (key === '_alias') aliases.push(...Object.keys(objectOf(treeOf(child))))
      else names.push(key)
      left.push(child)
    }
  }
  return aliases.every(name => ALIAS.test(name)) && names.every(name => NAME.test(name.trim()))
}

/** The limit that the picture asked from a file goes beyond. */
export function exceededImageLimit(query: Readonly<Record<string, unknown>>): QueryLimit | undefined {
  if (query['transforms'] !== undefined) return 'imageSteps'
  return ['width', 'height'].some(side => query[side] !== undefined && !(Number(query[side]) <= QUERY_LIMITS.imageSide)) ? 'imageSide' : undefined
}

/** Whether a request changes or deletes whatever a query finds. */
export function isByQuery(method: string, body: unknown): boolean {
  return (method === 'PATCH' || method === 'DELETE') && Object.hasOwn(Object(body), 'query')
}

/** Rows that a body writes or names: an array of rows, or of keys. */
export function batchSize(body: unknown): number {
  if (Array.isArray(body)) return body.length
  const { keys } = objectOf(body)
  return Array.isArray(keys) ? keys.length : 0
}

/** Without recursion: the nesting is precisely what is not trusted. */
function sizeOf(trees: unknown[]): Size {
  const size: Size = { conditions: 0, values: 0, nesting: 0 }
  const left = trees.map(tree => ({ tree, depth: 1 }))
  for (let item = left.pop(); item; item = left.pop()) {
    const { tree, depth } = item
    if (typeof tree !== 'object' || tree === null) continue
    size.nesting = Math.max(size.nesting, depth)
    const children = Object.values(tree)
    if (Array.isArray(tree)) size.values += children.length
    else size.conditions += children.length
    for (const child of children) left.push({ tree: child, depth: depth + 1 })
  }
  return size
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

const keysOf = (value: unknown): number => Object.keys(objectOf(treeOf(value))).length

/** Names in a list, written as text, as an array, or as an object when it is longer than the parser's arrays; one level deep. */
function listOf(value: unknown, isInner = false): string[] {
  if (typeof value === 'string') return value === '' ? [] : value.split(',')
  return isInner || typeof value !== 'object' || value === null ? [] : Object.values(value).flatMap(item => listOf(item, true))
}
