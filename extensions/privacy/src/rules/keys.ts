interface Asked { fields?: string[] | null, alias?: Record<string, string> | null, aggregate?: unknown, group?: unknown }

/** Queries to which the key was added. */
const extended = new WeakSet<object>()

/** The query with the key of its rows, whatever was asked: a read without keys would be a read of nobody. */
export function withKey<Query extends Asked>(query: Query): Query {
  const { fields, aggregate, group } = query
  if (aggregate || group || !fields || fields.some(field => field === '*' || field === 'id')) return query
  const keyed = { ...query, fields: [...fields, 'id'] }
  extended.add(keyed)
  return keyed
}

/** The rows as they were asked for: without the key, when nobody asked for it. */
export function withoutKey(rows: readonly unknown[], query: unknown): unknown[] {
  if (typeof query !== 'object' || query === null || !extended.has(query)) return [...rows]
  return rows.map((row) => {
    const { id: _id, ...asked } = { ...Object(row) }
    return asked
  })
}

/** Whether another column is asked for under the name of the key, which would hide whose row it is. */
export function hidesKey({ alias }: Asked): boolean {
  return alias?.['id'] !== undefined
}
