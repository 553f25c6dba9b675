import { same } from '../engine/canonical.ts'
import { all, any, through } from './filters.ts'
import type { RowFilter } from './filters.ts'

/**
 * Directus 11.17.4 applies row rules to the rows that it gives, not to those that a filter or a sort goes through on the
 * way: the answer then tells what hidden rows hold. Here every such step carries the row rule of where it leads.
 */

/** Where a field of a collection leads, and whether to one row. */
export type RelationOf = (collection: string, field: string) => { collection: string, isToOne: boolean } | undefined
/** The rows that the account reads of a collection; undefined when nothing is open, which Directus refuses by itself. */
export type ReadRule = (collection: string) => RowFilter | undefined

/** What a query asks that goes through other rows. */
export interface RowQuery { fields?: unknown, filter?: unknown, sort?: unknown, deep?: unknown, alias?: unknown, aggregate?: unknown, group?: unknown }

/** A path that no rule can be put on. */
export class HiddenPathError extends Error {
  readonly path: string

  constructor(path: string) {
    super(`${path} goes through rows that the account does not all read`)
    this.path = path
  }
}

/** `bind` puts the account and the time in the place of `$CURRENT_USER` and `$NOW`. */
interface Scope { relationOf: RelationOf, ruleOf: ReadRule, bind: (rule: RowFilter) => RowFilter }

const QUANTIFIERS = ['_some', '_none']
const CALL = /^-?(\$?\w+)\((.*)\)$/

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string'
const unscoped = (key: string): string => key.split(':')[0] ?? key

/**
 * The same query, whose filters test only rows that the account reads.
 *
 * @throws {HiddenPathError} when it sorts, counts or asks « some » through rows that are not all the account's to read
 */
export function withRowRules(query: RowQuery, collection: string, scope: Scope): RowQuery {
  const guarded: RowQuery = { ...query }
  if (isRecord(query.filter)) guarded.filter = guardFilter(query.filter, collection, scope)
  for (const name of namesIn(query.fields)) assertOpenCalls(name, collection, scope)
  for (const name of [query.sort, query.group, ...Object.values(Object(query.aggregate))].flatMap(namesIn)) assertOpenPath(name, collection, scope)
  if (isRecord(query.deep)) guarded.deep = guardDeep(query.deep, { collection, alias: query.alias, ...scope })
  return guarded
}

const namesIn = (names: unknown): string[] => (Array.isArray(names) ? names.filter(isText) : isText(names) ? [names] : [])

function guardDeep(deep: Record<string, unknown>, { collection, alias, ...scope }: Scope & { collection: string, alias: unknown }): Record<string, unknown> {
  const own = isRecord(alias) ? alias : {}
  return Object.fromEntries(Object.entries(deep).map(([key, value]) => {
    const name = own[key]
    const target = scope.relationOf(collection, unscoped(isText(name) ? name : key))
    if (!target || !isRecord(value)) return [key, value]
    const { _filter, _sort, _group, _aggregate, _alias, ...rest } = value
    const given = { filter: _filter, sort: _sort, group: _group, aggregate: _aggregate }
    const inner = withRowRules(given, target.collection, scope)
    const kept = Object.fromEntries(Object.entries(inner).filter(([, part]) => part !== undefined).map(([part, guarded]) => [`_${part}`, guarded]))
    return [key, { ...kept, ..._alias === undefined ? {} : { _alias }, ...guardDeep(rest, { collection: target.collection, alias: _alias, ...scope }) }]
  }))
}

function guardFilter(filter: Record<string, unknown>, collection: string, scope: Scope): RowFilter {
  return Object.fromEntries(Object.entries(filter).flatMap(([key, value]): [string, unknown][] => {
    if (key === '_and' || key === '_or') return [[key, Array.isArray(value) ? value.map(part => (isRecord(part) ? guardFilter(part, collection, scope) : part)) : value]]
    assertOpenCall(key, collection, scope)
    const guards = isRecord(value) ? guardsOf({ path: [key], value, collection, scope }) : []
    return guards.length === 0 ? [[key, value]] : [['_and', [{ [key]: value }, ...guards]]]
  }).reduce<[string, unknown][]>(merged, []))
}

/** Two parts of one object may each become an `_and`. */
function merged(done: [string, unknown][], [key, value]: [string, unknown]): [string, unknown][] {
  const same = done.find(([known]) => known === key && key === '_and')
  if (same && Array.isArray(same[1]) && Array.isArray(value)) same[1].push(...value)
  else done.push([key, value])
  return done
}

interface Step { path: readonly string[], value: Record<string, unknown>, collection: string, scope: Scope }

/** What must also hold of the rows that one path of a filter goes through. */
function guardsOf({ path, value, collection, scope }: Step): RowFilter[] {
  const field = path.at(-1) ?? ''
  const target = scope.relationOf(collection, unscoped(field))
  if (!target) return []
  const quantifier = QUANTIFIERS.find(word => word in value)
  if (quantifier) {
    // Directus puts the rule of these rows itself, not those of the rows further on.
    const inner = value[quantifier]
    if (isRecord(inner) && JSON.stringify(guardFilter(inner, target.collection, scope)) !== JSON.stringify(inner)) throw new HiddenPathError(path.join('.'))
    return []
  }
  const crossed = Object.entries(value).filter(([key]) => !key.startsWith('_'))
  // An operator on a link reads no other row.
  if (crossed.length === 0) {
    if ('_and' in value || '_or' in value) throw new HiddenPathError(path.join('.'))
    return target.isToOne ? [] : guardOf(path, collection, target.collection, scope)
  }
  return [
    ...guardOf(path, collection, target.collection, scope),
    ...crossed.flatMap(([key, inner]) => {
      assertOpenCall(key, target.collection, scope)
      return isRecord(inner) ? guardsOf({ path: [...path, key], value: inner, collection: target.collection, scope }) : []
    }),
  ]
}

function guardOf(path: readonly string[], from: string, to: string, scope: Scope): RowFilter[] {
  const rule = restriction(path.at(-1) ?? '', from, to, scope)
  // Nothing linked is no secret: what asks for « no link » still finds it.
  return rule ? [any(along(path, { id: { _null: true } }), along(path, scope.bind(rule)))] : []
}

/**
 * Whether reading a file implies reading its person: triggers derive the rights on people, which these two pairs of
 * rules look at, from those on their files.
 */
export function followsFromFile(ofFiles: RowFilter, ofPeople: RowFilter): boolean {
  const { access_grants: grants, structure } = ofFiles
  return [...grants ? [{ grants }] : [], ...structure ? [{ structures: { structure } }] : []].some(rule => same(rule, ofPeople))
}

/** The rule of the rows where a field leads, when reading the row that carries it does not already imply it. */
function restriction(field: string, from: string, to: string, { ruleOf }: Scope): RowFilter | undefined {
  const rule = ruleOf(to)
  const known = ruleOf(from)
  if (!rule || Object.keys(rule).length === 0) return undefined
  if (known && from === 'cases' && unscoped(field) === 'person' && followsFromFile(known, rule)) return undefined
  const held = known ? new Set(conjuncts(known)) : new Set<string>()
  return conjuncts(along([field], rule)).every(part => held.has(part)) ? undefined : rule
}

/** A filter seen from further away: the « and » and the « or » stay outside, as Directus wants them. */
function along(path: readonly string[], filter: RowFilter): RowFilter {
  const { _and, _or, ...fields } = filter
  const parts = (list: unknown) => (Array.isArray(list) ? list.filter(isRecord).map(part => along(path, part)) : [])
  const whole = [..._and ? [all(...parts(_and))] : [], ..._or ? [any(...parts(_or))] : [], ...Object.entries(fields).map(([key, value]) => through(path, { [key]: value }))]
  return whole.length === 1 && whole[0] ? whole[0] : all(...whole)
}

function conjuncts(filter: RowFilter): string[] {
  const { _and, ...rest } = filter
  return [...Array.isArray(_and) ? _and.filter(isRecord).flatMap(conjuncts) : [], ...Object.entries(rest).map(([key, value]) => JSON.stringify({ [key]: value }))]
}

/** The steps of a path of fields, each with the collection that it starts from. */
function stepsOf(name: string, collection: string, { relationOf }: Scope): { key: string, from: string, target: ReturnType<RelationOf>, isLast: boolean }[] {
  const keys = CALL.test(name) ? [name] : name.replace(/^-/, '').split('.')
  let from: string | undefined = collection
  return keys.flatMap((key, index) => {
    if (from === undefined) return []
    const step = { key, from, target: relationOf(from, unscoped(key)), isLast: index === keys.length - 1 }
    from = step.target?.collection
    return [step]
  })
}

/** Directus applies row rules to the rows behind a path of `fields`, not to those that a function counts there. */
function assertOpenCalls(name: string, collection: string, scope: Scope): void {
  for (const { key, from } of stepsOf(name, collection, scope)) assertOpenCall(key, from, scope)
}

function assertOpenPath(name: string, collection: string, scope: Scope): void {
  for (const { key, from, target, isLast } of stepsOf(name, collection, scope)) {
    assertOpenCall(key, from, scope)
    if (target && !(isLast && target.isToOne) && restriction(key, from, target.collection, scope)) throw new HiddenPathError(name)
  }
}

/** `count(x)` counts every row behind x, hidden ones too; other functions read the row itself. */
function assertOpenCall(key: string, collection: string, scope: Scope): void {
  const [, name, field = ''] = CALL.exec(key) ?? []
  if (name === undefined) return
  const target = scope.relationOf(collection, field.split(',')[0]?.trim() ?? '')
  if (name.startsWith('$') || field.includes('.') || (target && restriction(field, collection, target.collection, scope))) throw new HiddenPathError(key)
}
