import { getCollection } from '../index.ts'
import type { RowFilter } from './filters.ts'

/** A statement fragment with its values, in the order of its question marks. */
export interface Sql { text: string, bindings: (string | number | boolean)[] }

/** A column compared with something, on the row itself or on one that it points to. */
export interface ValueCondition { kind: 'value', collection: string, path: readonly string[], field: string, filter: RowFilter }

/** A row of rights that must exist; everything said of it holds for one and the same row. */
export interface RightCondition { kind: 'right', collection: string, path: readonly string[], rights: string, filter: RowFilter }

export type Condition = ValueCondition | RightCondition
export type RuleNode = { kind: 'all', of: readonly RuleNode[] } | { kind: 'any', of: readonly RuleNode[] } | Condition

const OPERATORS: Record<string, (column: string, value: unknown) => Sql> = {
  _eq: (column, value) => list(column, 'IN', [value]),
  _neq: (column, value) => list(column, 'NOT IN', [value]),
  _in: (column, value) => list(column, 'IN', toArray(value)),
  _nin: (column, value) => list(column, 'NOT IN', toArray(value)),
  _lt: (column, value) => compare(column, '<', value),
  _lte: (column, value) => compare(column, '<=', value),
  _gt: (column, value) => compare(column, '>', value),
  _gte: (column, value) => compare(column, '>=', value),
  _null: (column, value) => ({ text: `${column} IS ${value === false ? 'NOT ' : ''}NULL`, bindings: [] }),
  _nnull: (column, value) => ({ text: `${column} IS ${value === false ? '' : 'NOT '}NULL`, bindings: [] }),
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const toArray = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])
const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

function scalar(value: unknown): Sql {
  if (value === '$NOW') return { text: 'now()', bindings: [] }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return { text: '?', bindings: [value] }
  throw new Error(`a row rule compares with ${JSON.stringify(value)}, which is not explained yet`)
}

function list(column: string, operator: 'IN' | 'NOT IN', values: readonly unknown[]): Sql {
  const parts = values.map(scalar)
  return { text: `${column} ${operator} (${parts.map(({ text }) => text).join(', ')})`, bindings: parts.flatMap(({ bindings }) => bindings) }
}

function compare(column: string, operator: string, value: unknown): Sql {
  const { text, bindings } = scalar(value)
  return { text: `${column} ${operator} ${text}`, bindings }
}

function relationOf(collection: string, field: string) {
  return getCollection(collection)?.fields[field]?.relation
}

const isOperators = (value: unknown): value is Record<string, unknown> =>
  isRecord(value) && Object.keys(value).every(key => Object.hasOwn(OPERATORS, key))

/**
 * Reads a row rule as a tree of conditions, each of which can be tried and named alone. What stands behind a
 * one-to-many relation stays in one piece: its tests are about one row of rights.
 */
export function conditionsOf(collection: string, filter: RowFilter): RuleNode {
  return parse(collection, filter, { here: collection, path: [] })
}

function parse(collection: string, filter: RowFilter, { here, path }: { here: string, path: readonly string[] }): RuleNode {
  const wrap = (inner: RowFilter): RowFilter => path.reduceRight<RowFilter>((nested, field) => ({ [field]: nested }), inner)
  const of = Object.entries(filter).map(([key, value]): RuleNode => {
    if (key === '_and' || key === '_or') {
      const parts = toArray(value).filter(isRecord).map(part => parse(collection, part, { here, path }))
      return { kind: key === '_and' ? 'all' : 'any', of: parts }
    }
    if (isOperators(value)) return { kind: 'value', collection, path, field: key, filter: wrap({ [key]: value }) }
    const relation = relationOf(here, key)
    if (!relation || !isRecord(value)) throw new Error(`a row rule of ${collection} follows ${key}, which is not a relation of ${here}`)
    if (relation.kind !== 'o2m') return parse(collection, value, { here: relation.collection, path: [...path, key] })
    return { kind: 'right', collection, path: [...path, key], rights: lastOf(relation.collection, value), filter: wrap({ [key]: value }) }
  })
  const [only] = of
  return of.length === 1 && only ? only : { kind: 'all', of }
}

/** The collection that holds the account, at the end of a path of rights. */
function lastOf(collection: string, filter: RowFilter): string {
  for (const [key, value] of Object.entries(filter)) {
    const relation = relationOf(collection, key)
    if (relation && isRecord(value) && !isOperators(value)) return lastOf(relation.collection, value)
  }
  return collection
}

/** Every condition of a rule, in reading order. */
export function leavesOf(node: RuleNode): Condition[] {
  return node.kind === 'all' || node.kind === 'any' ? node.of.flatMap(leavesOf) : [node]
}

/** Whether a rule holds, given the answer to each of its conditions. */
export function holds(node: RuleNode, isMet: (condition: Condition) => boolean): boolean {
  if (node.kind === 'all') return node.of.every(part => holds(part, isMet))
  if (node.kind === 'any') return node.of.some(part => holds(part, isMet))
  return isMet(node)
}

interface Join { alias: string, collection: string, parent?: Join }
interface Query { joins: Map<string, Join>, texts: string[] }

/** Joins as Directus makes them: one a path, shared by every test behind it. */
function joined(query: Query, from: Join, path: string, field: string): Join {
  const key = path ? `${path}.${field}` : field
  const known = query.joins.get(key)
  if (known) return known
  const relation = relationOf(from.collection, field)
  if (!relation) throw new Error(`${from.collection}.${field} is not a relation`)
  const join: Join = { alias: `j${query.joins.size}`, collection: relation.collection, parent: from }
  const on = relation.kind === 'o2m' ? `${join.alias}.${quote(relation.via ?? '')} = ${from.alias}.id` : `${join.alias}.id = ${from.alias}.${quote(field)}`
  query.texts.push(`LEFT JOIN ${quote(join.collection)} ${join.alias} ON ${on}`)
  query.joins.set(key, join)
  return join
}

function where(query: Query, filter: RowFilter, from: Join, path: string): Sql {
  const parts = Object.entries(filter).map(([key, value]): Sql => {
    if (key === '_and' || key === '_or') return combine(toArray(value).filter(isRecord).map(part => where(query, part, from, path)), key === '_and' ? ' AND ' : ' OR ')
    if (isOperators(value)) {
      return combine(Object.entries(value).map(([operator, operand]) => {
        const test = OPERATORS[operator]
        if (!test) throw new Error(`${operator} is not explained yet`)
        return test(`${from.alias}.${quote(key)}`, operand)
      }), ' AND ')
    }
    if (!isRecord(value)) throw new Error(`a row rule says nothing of ${key}`)
    return where(query, value, joined(query, from, path, key), path ? `${path}.${key}` : key)
  })
  return combine(parts, ' AND ')
}

function combine(parts: readonly Sql[], word: string): Sql {
  if (parts.length === 0) return { text: 'true', bindings: [] }
  return { text: `(${parts.map(({ text }) => text).join(word)})`, bindings: parts.flatMap(({ bindings }) => bindings) }
}

/** The same filter with the account that is asked about in the place of whoever would be signed in. */
export function forAccount(filter: RowFilter, account: string): RowFilter {
  return JSON.parse(JSON.stringify(filter), (_key, value: unknown) => (value === '$CURRENT_USER' ? account : value))
}

/** A test, true or false for the row of `collection` whose key is the column `key` of the statement around it. */
export function testSql(collection: string, filter: RowFilter, key: string): Sql {
  const query: Query = { joins: new Map(), texts: [] }
  const { text, bindings } = where(query, filter, { alias: 'b', collection }, '')
  return { text: `EXISTS (SELECT 1 FROM ${quote(collection)} b ${query.texts.join(' ')} WHERE b.id = ${key} AND ${text})`, bindings }
}

function rightsQuery({ collection, filter, rights }: RightCondition): { query: Query, last: Join, test: Sql } {
  const query: Query = { joins: new Map(), texts: [] }
  const test = where(query, filter, { alias: 'b', collection }, '')
  const last = [...query.joins.values()].findLast(join => join.collection === rights)
  if (!last) throw new Error(`no rights of ${rights} in a rule of ${collection}`)
  return { query, last, test }
}

/** Reads the rows of rights of the account that a condition ends on, whatever their level and their dates. */
export function rightsSql(condition: RightCondition, key: string, columns: readonly string[]): Sql {
  const { query, last, test } = rightsQuery({ ...condition, filter: onlyAccount(condition.filter, condition.collection) })
  return {
    text: `SELECT ${columns.map(column => `${last.alias}.${quote(column)}`).join(', ')} FROM ${quote(condition.collection)} b ${query.texts.join(' ')} WHERE b.id = ${key} AND ${test.text}`,
    bindings: test.bindings,
  }
}

/** What shows to people which row carries the rights; people and files are already known to who asks. */
const CARRIER_NAMES: Record<string, string> = { structures: 'name', organizations: 'name', offers: 'title' }

/** Reads the names of what carries the rights of a condition: the structures, the organisation; nothing when it has no name. */
export function carriersSql(condition: RightCondition, key: string): Sql | null {
  const { query, last: { parent } } = rightsQuery(condition)
  const name = parent && CARRIER_NAMES[parent.collection]
  if (!parent || !name) return null
  return { text: `SELECT DISTINCT ${parent.alias}.${quote(name)} AS name FROM ${quote(condition.collection)} b ${query.texts.join(' ')} WHERE b.id = ${key} AND ${parent.alias}.${quote(name)} IS NOT NULL`, bindings: [] }
}

/** Of a filter on rights, what says whose they are. */
function onlyAccount(filter: RowFilter, collection: string): RowFilter {
  return Object.fromEntries(Object.entries(filter).flatMap(([key, value]): [string, unknown][] => {
    if (key === '_and') return [[key, toArray(value).filter(isRecord).map(part => onlyAccount(part, collection)).filter(part => Object.keys(part).length > 0)]]
    if (key === '_or') return []
    if (isOperators(value)) return relationOf(collection, key)?.collection === 'directus_users' ? [[key, value]] : []
    const relation = relationOf(collection, key)
    return relation && isRecord(value) ? [[key, onlyAccount(value, relation.collection)]] : []
  }))
}
