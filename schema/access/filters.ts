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
 * A file that the account was granted, seen from a row `path` away from it. Never `_some`: Directus 11.17.4 silently
 * drops a `_some` that holds more than one condition, and the rule then lets every row through.
 */
export function granted(path: readonly string[] = [], levels?: readonly string[]): RowFilter {
  return through([...path, 'access_grants'], mine(levels))
}

/** A person of whom the account was granted a file, seen from a row `path` away. */
export function grantedPerson(path: readonly string[] = [], levels?: readonly string[]): RowFilter {
  return through([...path, 'grants'], mine(levels))
}

/** Levels that come from working in a structure; an account has at most one of them there at a time. */
const WORKING = ['read', 'contribute', 'manage'] as const

/** A row whose structure, `path` away, is in the account's scope with one of these levels. */
export function inScope(path: readonly string[], levels: readonly string[] = WORKING): RowFilter {
  return through([...path, 'scopes'], mine(levels))
}

/** A row whose organisation, `path` away, the account is a member of. */
export function memberOf(path: readonly string[] = []): RowFilter {
  return through([...path, 'members'], mine())
}

/** Every one of these conditions. */
export function all(...filters: RowFilter[]): RowFilter {
  return { _and: filters }
}

/** At least one of these conditions. */
export function any(...filters: RowFilter[]): RowFilter {
  return { _or: filters }
}

/** No condition on the row. */
export const EVERYTHING: RowFilter = {}
