import { same } from '../canonical.ts'
import { all, any, through } from './filters.ts'
import type { RowFilter } from './filters.ts'

/**
 * Directus 11.17.4 applies row rules to the rows that it gives, not to those that a filter, a sort or a count goes
 * through on the way: the answer then tells what hidden rows hold. Only the steps that lead to rows which reading the
 * first one implies are open.
 */

/** Where a field of a collection leads: to one row, or to the rows that name this one by their field `via`. */
export type StepOf = (collection: string, field: string) => { collection: string, via: string | null } | undefined
/** The rows that the account reads of a collection; undefined when nothing is open, which Directus refuses by itself. */
export type ReadRule = (collection: string) => RowFilter | undefined

/** What a query asks that may go through other rows. */
export interface RowQuery { fields?: unknown, filter?: unknown, sort?: unknown, deep?: unknown, alias?: unknown, aggregate?: unknown, group?: unknown }

interface Scope { stepOf: StepOf, ruleOf: ReadRule }

const QUANTIFIERS = ['_some', '_none']
const CALL = /^-?(\$?\w+)\((.*)\)$/

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string'
const unscoped = (key: string): string => key.split(':')[0] ?? key
const namesIn = (names: unknown): string[] => (Array.isArray(names) ? names.filter(isText) : isText(names) ? [names] : [])

/** The first path of a query that goes through rows of which the account may not read all; undefined when there is none. */
export function hiddenPath(query: RowQuery, collection: string, scope: Scope): string | undefined {
  const paths = [
    ...namesIn(query.fields).map(name => inCalls(name, collection, scope)),
    ...[query.sort, query.group, ...Object.values(Object(query.aggregate))].flatMap(namesIn).map(name => inPath(name, collection, scope)),
    inFilter(query.filter, collection, scope),
    inDeep(query.deep, { collection, alias: query.alias, ...scope }),
  ]
  return paths.find(path => path !== undefined)
}

function inDeep(deep: unknown, { collection, alias, ...scope }: Scope & { collection: string, alias: unknown }): string | undefined {
  if (!isRecord(deep)) return undefined
  for (const [key, value] of Object.entries(deep)) {
    const name: unknown = isRecord(alias) ? alias[key] : undefined
    const step = scope.stepOf(collection, unscoped(isText(name) ? name : key))
    if (!step || !isRecord(value)) continue
    const { _filter: filter, _sort: sort, _group: group, _aggregate: aggregate, _alias: inner, ...rest } = value
    const path = hiddenPath({ filter, sort, group, aggregate, deep: rest, alias: inner }, step.collection, scope)
    if (path !== undefined) return path
  }
  return undefined
}

function inFilter(filter: unknown, collection: string, scope: Scope): string | undefined {
  if (Array.isArray(filter)) return filter.map(part => inFilter(part, collection, scope)).find(path => path !== undefined)
  if (!isRecord(filter)) return undefined
  for (const [key, value] of Object.entries(filter)) {
    const path = key.startsWith('_') ? inFilter(value, collection, scope) : inField(key, value, collection, scope)
    if (path !== undefined) return path
  }
  return undefined
}

function inField(key: string, value: unknown, collection: string, scope: Scope): string | undefined {
  const call = inCalls(key, collection, scope)
  const step = scope.stepOf(collection, unscoped(key))
  if (call !== undefined || !step || !isRecord(value)) return call
  // An operator on a link to one row reads the link alone. Of several rows, Directus puts their rule behind a quantifier by itself.
  const isCrossed = step.via === null ? !Object.keys(value).every(isOperator) : !Object.keys(value).every(word => QUANTIFIERS.includes(word))
  return isCrossed && !isImplied(key, collection, scope) ? key : inFilter(value, step.collection, scope)
}

const isOperator = (word: string): boolean => word.startsWith('_') && word !== '_and' && word !== '_or' && !QUANTIFIERS.includes(word)

/** The steps of a path of fields, each with the collection that it starts from. */
function stepsOf(name: string, collection: string, { stepOf }: Scope): { key: string, from: string, step: ReturnType<StepOf>, isLast: boolean }[] {
  const keys = CALL.test(name) ? [name] : name.replace(/^-/, '').split('.')
  let from: string | undefined = collection
  return keys.flatMap((key, index) => {
    if (from === undefined) return []
    const found = { key, from, step: stepOf(from, unscoped(key)), isLast: index === keys.length - 1 }
    from = found.step?.collection
    return [found]
  })
}

function inPath(name: string, collection: string, scope: Scope): string | undefined {
  const isHidden = stepsOf(name, collection, scope).some(({ key, from, step, isLast }) => step && !(isLast && step.via === null) && !isImplied(key, from, scope))
  return isHidden ? name : inCalls(name, collection, scope)
}

/** `count(x)` counts every row behind x, hidden ones too, even among the fields asked for; other functions read the row itself. */
function inCalls(name: string, collection: string, scope: Scope): string | undefined {
  if (!name.includes('(')) return undefined
  const isHidden = stepsOf(name, collection, scope).some(({ key, from }) => {
    const [, word, field = ''] = CALL.exec(key) ?? []
    if (word === undefined) return false
    const isLink = scope.stepOf(from, field.split(',')[0]?.trim() ?? '') !== undefined
    return word.startsWith('$') || field.includes('.') || (isLink && !isImplied(field, from, scope))
  })
  return isHidden ? name : undefined
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
function isImplied(field: string, from: string, { stepOf, ruleOf }: Scope): boolean {
  const step = stepOf(from, unscoped(field))
  const [ofRow, ofTarget] = [ruleOf(from), step && ruleOf(step.collection)]
  if (!step || !ofTarget || Object.keys(ofTarget).length === 0) return true
  if (!ofRow) return false
  if (from === 'cases' && unscoped(field) === 'person' && followsFromFile(ofRow, ofTarget)) return true
  const [held, asked] = step.via === null ? [ofRow, along(field, ofTarget)] : [along(step.via, ofRow), ofTarget]
  return conjuncts(asked).every(part => conjuncts(held).some(known => same(part, known)))
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
