type Query = Record<string, unknown>

const isTree = (value: unknown): value is Query => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A part of a query that is written as an object or as its text. */
export function treeOf(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  }
  catch {
    // Directus refuses it by itself, or takes it as a name.
    return undefined
  }
}

/** Whether the parts of a query that hold names are objects: Directus takes any other text for one, and says so in its log. */
export function hasReadableTrees(query: Query): boolean {
  return ['deep', 'aggregate', 'alias'].every(part => !query[part] || isTree(treeOf(query[part])))
}

/** The queries of a tree of `deep`, each by itself, under the names of Directus: `_filter` of a level is its `filter`. */
export function deepQueriesOf(deep: unknown): Query[] {
  const queries: Query[] = []
  const left = [treeOf(deep)]
  for (let level = left.pop(); left.length > 0 || level !== undefined; level = left.pop()) {
    if (!isTree(level)) continue
    const own = Object.entries(level).filter(([name]) => name.startsWith('_'))
    const query = Object.fromEntries(own.map(([name, value]) => [name.slice(1), value]))
    if (own.length > 0) queries.push(query)
    left.push(treeOf(query['deep']), ...Object.entries(level).filter(([name]) => !name.startsWith('_')).map(([, child]) => child))
  }
  return queries
}
