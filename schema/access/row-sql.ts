import type { RowFilter } from './filters.ts'

/** What a field leads to: the row it names, or the rows that name this one by their field `via`. */
export type FieldRelation = { kind: 'one', collection: string } | { kind: 'many', collection: string, via: string }

export interface RowSqlContext {
  relationOf: (collection: string, field: string) => FieldRelation | undefined
  /** SQL of the account that asks, a bound value: `$1`. */
  user: string
}

/** The rows tested: their collection, the alias of their table, and how the database should look for them. */
export interface RowTarget {
  collection: string
  alias: string
  /** `search`: find the rows that pass among all. `check`: say whether rows already found by their key pass. */
  purpose: 'search' | 'check'
  /** What is already known of the row that a field names: it passed this filter. */
  known?: { field: string, filter: RowFilter }
}

type Logical = '_and' | '_or'

/**
 * Writes a row rule as a condition of PostgreSQL, with the meaning that Directus gives it. A rule that is not
 * understood throws: it must never become a rule that passes.
 */
export function rowSql(filter: RowFilter, target: RowTarget, context: RowSqlContext): string {
  let aliases = 0
  const nextAlias = () => `r${aliases++}_${target.alias}`

  function condition(rule: RowFilter, at: RowTarget): string {
    const parts = Object.entries(rule).map(([key, value]) => {
      if (isLogical(key)) return group(key, value, at)
      return field(key, asFilter(value), at)
    })
    return parts.length === 0 ? 'true' : parts.join(' and ')
  }

  function group(key: Logical, value: unknown, at: RowTarget): string {
    if (!Array.isArray(value) || value.length === 0) throw new UnknownRuleError(key)
    return `(${value.map(part => condition(asFilter(part), at)).join(key === '_and' ? ' and ' : ' or ')})`
  }

  function field(name: string, rule: RowFilter, at: RowTarget): string {
    const column = `${at.alias}.${quoteName(name)}`
    if (isOperators(rule)) return Object.entries(rule).map(([operator, value]) => test(column, operator, value)).join(' and ')
    // Directus reads only the first key of a nested filter: two would silently open the rule.
    if (Object.keys(rule).length !== 1) throw new UnknownRuleError(name)
    if (at.known?.field === name && JSON.stringify(at.known.filter) === JSON.stringify(rule)) return 'true'
    const relation = followed(name) ?? context.relationOf(at.collection, name)
    if (!relation) throw new UnknownRuleError(`${at.collection}.${name}`)
    return relation.kind === 'many' ? among(`${at.alias}.id`, relation, rule, at) : towards(column, relation.collection, rule, at)
  }

  /** Rows of another table point at this value. */
  function among(value: string, { collection, via }: { collection: string, via: string }, rule: RowFilter, { purpose }: RowTarget): string {
    const alias = nextAlias()
    const inner = condition(rule, { collection, alias, purpose })
    const from = `from ${quoteName(collection)} ${alias}`
    return purpose === 'search'
      ? `${value} in (select ${alias}.${quoteName(via)} ${from} where ${inner})`
      : `exists (select 1 ${from} where ${alias}.${quoteName(via)} = ${value} and ${inner})`
  }

  /** The row that this value names passes; a rule that only looks at who points at it does not need to read it. */
  function towards(value: string, collection: string, rule: RowFilter, at: RowTarget): string {
    const [name = ''] = Object.keys(rule)
    const next = isLogical(name) ? undefined : context.relationOf(collection, name)
    const inner = asFilter(Object.values(rule)[0])
    if (next?.kind === 'many' && !isOperators(inner)) return among(value, next, inner, at)
    return among(value, { collection, via: 'id' }, rule, at)
  }

  function test(column: string, operator: string, value: unknown): string {
    if (operator === '_null') return `${column} is ${value === true ? '' : 'not '}null`
    if (operator === '_nnull') return `${column} is ${value === true ? 'not ' : ''}null`
    if (operator === '_in' || operator === '_nin') {
      if (!Array.isArray(value) || value.length === 0) throw new UnknownRuleError(operator)
      return `${column} ${operator === '_in' ? 'in' : 'not in'} (${value.map(constant).join(', ')})`
    }
    const comparison = COMPARISONS[operator]
    if (!comparison) throw new UnknownRuleError(operator)
    return `${column} ${comparison} ${constant(value)}`
  }

  function constant(value: unknown): string {
    if (value === '$CURRENT_USER') return context.user
    if (value === '$NOW') return 'now()'
    if (value === '$NOW(-1 day)') return `now() - interval '1 day'`
    if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return String(value)
    if (typeof value === 'string' && !value.startsWith('$')) return quoteText(value)
    throw new UnknownRuleError(String(value))
  }

  return condition(filter, target)
}

/** The rows that name this one by a column, in the words of `namedBy`. */
function followed(name: string): FieldRelation | undefined {
  const [, collection, via] = /^\$FOLLOW\((\w+),(\w+)\)$/.exec(name) ?? []
  return collection && via ? { kind: 'many', collection, via } : undefined
}

/** A rule that has no SQL: the read that needs it fails rather than shows too much. */
export class UnknownRuleError extends Error {
  override name = 'UnknownRuleError'
  constructor(part: string) {
    super(`No SQL for the part « ${part} » of a row rule`)
  }
}

/** A name as PostgreSQL reads it, whatever it holds. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

const COMPARISONS: Record<string, string> = { _eq: '=', _neq: '<>', _lt: '<', _lte: '<=', _gt: '>', _gte: '>=' }

function quoteText(text: string): string {
  const quoted = `'${text.replaceAll('\'', '\'\'')}'`
  return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted
}

const isLogical = (key: string): key is Logical => key === '_and' || key === '_or'

/** `{ _in: […] }` and the like; operators of relations (`_some`, `_none`) are not among the tests, so they throw. */
function isOperators(rule: RowFilter): boolean {
  const keys = Object.keys(rule)
  return keys.length > 0 && keys.every(key => key.startsWith('_') && !isLogical(key))
}

function asFilter(value: unknown): RowFilter {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new UnknownRuleError(String(value))
  return Object.fromEntries(Object.entries(value))
}
