import { same } from '../canonical.ts'
import { all, any, through } from './filters.ts'
import type { RowFilter } from './filters.ts'

/**
 * Directus 11.17.4 applies row rules to the rows that it gives, not to those that a filter, a sort or a count goes
 * through on the way: the answer then tells what hidden rows hold. Only the steps that lead to rows which reading the
 * first one implies are open. Nor does it look, when it filters, sorts, groups or computes by a column, at the rule
 * that shows this column: where only some rules do, the column is closed to all of these.
 */

/** Where a field of a collection leads: to one row, or to the rows that name this one by their field `via`. */
export type StepOf = (collection: string, field: string) => { collection: string, via: string | null } | undefined
/** A rule that opens some rows of a collection, and shows these fields of them. */
export interface ReadRule { rows: RowFilter, fields: ReadonlySet<string> }

/** What a query asks that may go through other rows. */
export interface RowQuery { fields?: unknown, filter?: unknown, sort?: unknown, deep?: unknown, alias?: unknown, aggregate?: unknown, group?: unknown }

/** What the account reads: no rule where nothing of a collection is open. */
export interface ReadScope { stepOf: StepOf, rulesOf: (collection: string) => readonly ReadRule[], user: string | null }

/** A collection that a query has reached, with the filter that the rows asked for there meet. */
interface Place { collection: string, kept?: unknown }

interface Level { alias?: unknown, deep?: unknown }

const QUANTIFIERS = ['_some', '_none']
const CALL = /^-?(\$?\w+)\((.*)\)$/

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string'
const namesIn = (names: unknown): string[] => (Array.isArray(names) ? names.filter(isText) : isText(names) ? [names] : [])
/** The first answer of a list of questions, asked one after the other. */
function firstOf<T>(items: readonly T[], ask: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = ask(item)
    if (found !== undefined) return found
  }
  return undefined
}

/** The first path of a query that tells what rows or columns hold of which the account may not read all; undefined when there is none. */
export function hiddenPath(query: RowQuery, collection: string, scope: ReadScope): string | undefined {
  const place: Place = { collection, kept: query.filter }
  const computed = isRecord(query.aggregate) ? query.aggregate : {}
  const columns = [...namesIn(query.group), ...Object.values(computed).flatMap(namesIn), ...namesIn(query.sort).filter(name => !Object.hasOwn(computed, firstPart(name)))]
  return firstOf([...namesIn(query.fields), ...Object.values(Object(query.alias)).filter(isText)], name => inFields(name, collection, query, scope))
    ?? firstOf(columns.filter(name => name !== '*'), name => inPath(name, place, scope))
    ?? inFilter(query.filter, place, scope)
    ?? inDeep(query, collection, scope)
}

const firstPart = (name: string): string => name.replace(/^-/, '').split('.')[0] ?? name
const target = (alias: unknown, name: string): string => {
  const named: unknown = isRecord(alias) && Object.hasOwn(alias, name) ? alias[name] : undefined
  return isText(named) ? named : name
}

function inDeep({ deep, alias }: Level, collection: string, scope: ReadScope): string | undefined {
  if (!isRecord(deep)) return undefined
  return firstOf(Object.entries(deep), ([key, value]) => {
    if (!isRecord(value)) return undefined
    const step = scope.stepOf(collection, target(alias, key))
    // What a scoped name leads to is not known here.
    if (!step) return key.includes(':') ? key : undefined
    const { _filter: filter, _sort: sort, _group: group, _aggregate: aggregate, _alias: inner, ...rest } = value
    return hiddenPath({ filter, sort, group, aggregate, deep: rest, alias: inner }, step.collection, scope)
  })
}

function inFilter(filter: unknown, place: Place, scope: ReadScope): string | undefined {
  if (Array.isArray(filter)) return firstOf(filter, part => inFilter(part, place, scope))
  if (!isRecord(filter)) return undefined
  return firstOf(Object.entries(filter), ([key, value]) => (key.startsWith('_') ? inFilter(value, place, scope) : inField(key, value, place, scope)))
}

function inField(key: string, value: unknown, place: Place, scope: ReadScope): string | undefined {
  const call = inCall(key, place, scope)
  const step = scope.stepOf(place.collection, key)
  if (call !== undefined || key.includes(':')) return call ?? key
  if (!CALL.test(key) && isClosed(key, place, scope)) return key
  if (!step) return undefined
  if (!isRecord(value)) return Array.isArray(value) ? key : undefined
  // An operator on a link to one row reads the link alone. Of several rows, Directus puts their rule behind a quantifier by itself.
  const isCrossed = step.via === null ? !Object.keys(value).every(isOperator) : !Object.keys(value).every(word => QUANTIFIERS.includes(word))
  return isCrossed && !isImplied(key, place.collection, scope) ? key : inFilter(value, { collection: step.collection }, scope)
}

const isOperator = (word: string): boolean => word.startsWith('_') && word !== '_and' && word !== '_or' && !QUANTIFIERS.includes(word)

/** A column that the answer is sorted, grouped or computed by. */
function inPath(name: string, place: Place, scope: ReadScope): string | undefined {
  const keys = CALL.test(name) ? [name] : name.replace(/^-/, '').split('.')
  let at: Place | undefined = place
  for (const [index, key] of keys.entries()) {
    // Directus follows nothing that is no relation.
    if (at === undefined) return key.includes('(') ? name : undefined
    if (key.includes(':') || inCall(key, at, scope) !== undefined || (!CALL.test(key) && isClosed(key, at, scope))) return name
    const step = scope.stepOf(at.collection, key)
    const isLast = index === keys.length - 1
    if (step && !(isLast && step.via === null) && !isImplied(key, at.collection, scope)) return name
    at = step && { collection: step.collection }
  }
  return undefined
}

/** A field that is asked for, under whichever name: Directus empties it where it is hidden, but counts every row behind a list, hidden ones too. */
function inFields(name: string, collection: string, level: Level, scope: ReadScope): string | undefined {
  const keys = splitCalls(target(level.alias, name))
  let at: string | undefined = collection
  let { alias, deep } = level
  for (const key of keys) {
    if (key.includes('(') && (at === undefined || inCall(key, { collection: at }, scope) !== undefined)) return name
    at = at === undefined ? undefined : scope.stepOf(at, target(alias, key))?.collection
    const inner: unknown = isRecord(deep) && Object.hasOwn(deep, key) ? deep[key] : undefined
    deep = inner
    alias = isRecord(inner) ? inner['_alias'] : undefined
  }
  return undefined
}

/** The parts of a path: the points inside a call are its own. */
function splitCalls(name: string): string[] {
  const start = name.indexOf('(')
  if (start < 0) return name.split('.')
  const keys = name.slice(0, start).split('.')
  return [...keys.slice(0, -1), `${keys.at(-1) ?? ''}${name.slice(start)}`]
}

/** `count(x)` counts every row behind x; other functions read a column of the row itself. */
function inCall(key: string, place: Place, scope: ReadScope): string | undefined {
  if (!key.includes('(')) return undefined
  const [, word = '$', inner = ''] = CALL.exec(key) ?? []
  const field = inner.split(',')[0]?.trim() ?? ''
  const isLink = scope.stepOf(place.collection, field) !== undefined
  const isHidden = word.startsWith('$') || inner.includes('.') || isClosed(field, place, scope) || (isLink && !isImplied(field, place.collection, scope))
  return isHidden ? key : undefined
}

/** Whether rows are open of which this column is hidden, and the query does not keep to rows that show it. */
function isClosed(field: string, { collection, kept }: Place, { rulesOf, user }: ReadScope): boolean {
  const rules = rulesOf(collection)
  const showing = rules.filter(({ fields }) => fields.has('*') || fields.has(field))
  if (showing.length === rules.length || showing.some(({ rows }) => Object.keys(rows).length === 0)) return false
  return !showing.some(({ rows }) => keepsTo(kept, rows, user))
}

/** Whether a filter lets no row pass that a rule does not open. */
function keepsTo(filter: unknown, rule: RowFilter, user: string | null): boolean {
  if (!isRecord(filter) || user === null) return false
  const held = conjuncts(filter)
  return conjuncts(named(rule, user)).every(part => held.some(known => same(part, known)))
}

function named(rule: RowFilter, user: string): RowFilter {
  const resolved: unknown = JSON.parse(JSON.stringify(rule), (_key, value: unknown) => (value === '$CURRENT_USER' ? user : value))
  return isRecord(resolved) ? resolved : rule
}

/**
 * Whether reading a file implies reading its person: triggers derive the rights on people, which these two pairs of
 * rules look at, from those on their files.
 */
export function followsFromFile(ofFiles: RowFilter, ofPeople: RowFilter): boolean {
  const { access_grants: grants, structure } = ofFiles
  return [...grants ? [{ grants }] : [], ...structure ? [{ structures: { structure } }] : []].some(rule => same(rule, ofPeople))
}

/** Whether reading a row implies reading those that one of its fields leads to. */
function isImplied(field: string, from: string, scope: ReadScope): boolean {
  const step = scope.stepOf(from, field)
  if (!step) return true
  const [ofRow, ofTarget] = [rowsOf(from, scope), rowsOf(step.collection, scope)]
  if (!ofRow || !ofTarget) return false
  if (Object.keys(ofTarget).length === 0) return true
  if (from === 'cases' && field === 'person' && followsFromFile(ofRow, ofTarget)) return true
  const [held, asked] = step.via === null ? [ofRow, along(field, ofTarget)] : [along(step.via, ofRow), ofTarget]
  return conjuncts(asked).every(part => conjuncts(held).some(known => same(part, known)))
}

/** The rows that the account reads of a collection, whichever rule opens them. */
function rowsOf(collection: string, { rulesOf }: ReadScope): RowFilter | undefined {
  const rules = rulesOf(collection).map(({ rows }) => rows)
  return rules.find(rows => Object.keys(rows).length === 0) ?? (rules.length > 1 ? any(...rules) : rules[0])
}

/** A filter seen from one step further away: the « and » and the « or » stay outside, as in the rules themselves. */
function along(field: string, filter: RowFilter): RowFilter {
  const { _and, _or, ...fields } = filter
  const parts = (list: unknown) => (Array.isArray(list) ? list.filter(isRecord).map(part => along(field, part)) : [])
  const whole = [..._and ? [all(...parts(_and))] : [], ..._or ? [any(...parts(_or))] : [], ...Object.entries(fields).map(([key, value]) => through([field], { [key]: value }))]
  return whole.length === 1 && whole[0] ? whole[0] : all(...whole)
}

function conjuncts(filter: RowFilter): RowFilter[] {
  const { _and, ...rest } = filter
  return [...Array.isArray(_and) ? _and.filter(isRecord).flatMap(conjuncts) : [], ...Object.entries(rest).map(([key, value]) => ({ [key]: value }))]
}
