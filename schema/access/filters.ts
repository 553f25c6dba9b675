/** A Directus filter, as stored in a permission row. */
export interface RowFilter { [key: string]: unknown }

/**
 * The signed-in account. `_in` and never `_eq`: with nobody signed in, `_eq` becomes `IS NULL` and shows every
 * unowned row, while `IN (NULL)` matches nothing.
 */
export const CURRENT_USER = { _in: ['$CURRENT_USER'] } as const

/** The row is in force now. */
export const inForce: RowFilter = {
  _and: [{ valid_from: { _lte: '$NOW' } }, { _or: [{ valid_until: { _null: true } }, { valid_until: { _gt: '$NOW' } }] }],
}

function mine(levels?: readonly string[]): RowFilter {
  return { _and: [{ user: CURRENT_USER }, ...(levels ? [{ level: { _in: [...levels] } }] : []), inForce] }
}

/** Wraps a filter in the path of many-to-one fields that leads to it. */
export function through(path: readonly string[], filter: RowFilter): RowFilter {
  return path.reduceRight<RowFilter>((inner, field) => ({ [field]: inner }), filter)
}

/**
 * A file that the account was granted, seen from a row `path` away from it. Directus takes `_some` only on the row's
 * own mirror field, hence the two writings of one rule.
 */
export function granted(path: readonly string[] = [], levels?: readonly string[]): RowFilter {
  return path.length === 0 ? { access_grants: { _some: mine(levels) } } : through([...path, 'access_grants'], mine(levels))
}

/** A row whose structure, `path` away, is in the account's scope with one of these levels. */
export function inScope(path: readonly string[], levels?: readonly string[]): RowFilter {
  return through([...path, 'scopes'], mine(levels))
}

/** A row whose organisation, `path` away, the account is a member of. */
export function memberOf(path: readonly string[] = []): RowFilter {
  return path.length === 0 ? { members: { _some: mine() } } : through([...path, 'members'], mine())
}

export function all(...filters: RowFilter[]): RowFilter {
  return { _and: filters }
}

export function any(...filters: RowFilter[]): RowFilter {
  return { _or: filters }
}

/** No condition on the row. */
export const EVERYTHING: RowFilter = {}
