import { collections, groupOf } from '@relais/schema'
import type { CollectionDefinition } from '@relais/schema'
import { isObject } from './lines.ts'

/** A uuid in any way that PostgreSQL reads. */
const LOOSE = /(?:[0-9a-f]{4}-?){8}/gi
/** Most ids looked up for one question. */
const MOST_ASKED = 100
/** Ways of a filter that may keep some of those it names, and leave out others. */
const APART = /"_or"|"_n?in"|"_n?between"/

const declared: CollectionDefinition[] = Object.values(collections)
const people: CollectionDefinition = collections.people
const FILES = new Set(declared.filter(({ domain }) => domain === 'cases').map(({ collection }) => collection))
/** Columns that tell people apart: keys, links to a person or a file, and what identity holds but choices. */
const NAMING = new Set([
  'id', 'item', 'reference',
  ...declared.flatMap(({ fields }) => Object.entries(fields).filter(([, { relation }]) => FILES.has(relation?.collection ?? '')).map(([name]) => name)),
  ...Object.entries(people.fields).filter(([name, { choices, type }]) => groupOf(people, name) === 'identity' && !choices && ['string', 'date', 'uuid'].includes(type)).map(([name]) => name),
])

/** Every id that a question names, however it is written, as the database writes it. */
export function idsNamed(question: string): string[] {
  const ids = [...question.matchAll(LOOSE)].map(([found]) => found.replaceAll('-', '').toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'))
  return [...new Set(ids)].slice(0, MOST_ASKED)
}

const allOf = (parts: unknown[]): unknown => (parts.length > 1 ? { _and: parts } : parts[0] ?? null)
const isCondition = (tree: Record<string, unknown>): boolean => Object.keys(tree).every(key => key.startsWith('_') && !['_and', '_or', '_some', '_none'].includes(key))

function partOf(key: string, value: unknown, columns: ReadonlySet<string>): unknown {
  const part = (tree: unknown): unknown => partFor(tree, columns)
  if (key === '_and') return Array.isArray(value) ? allOf(value.map(part).filter(kept => kept !== null)) : null
  if (key === '_or') {
    // One way that names nobody lets anybody in.
    const parts = Array.isArray(value) ? value.map(part) : []
    return parts.length > 0 && parts.every(kept => kept !== null) ? { _or: parts } : null
  }
  if (key === '_none' || !isObject(value)) return null
  if (isCondition(value)) return columns.has(key) ? { [key]: value } : null
  const kept = part(value)
  return kept === null ? null : { [key]: kept }
}

/** What a filter says of these columns, without what it asks besides; nothing when it says nothing of them. */
function partFor(filter: unknown, columns: ReadonlySet<string>): unknown {
  if (!isObject(filter)) return null
  return allOf(Object.entries(filter).map(([key, value]) => partOf(key, value, columns)).filter(part => part !== null))
}

/** The columns that tell people apart and that a filter sets. */
function namingIn(tree: unknown): string[] {
  if (Array.isArray(tree)) return tree.flatMap(namingIn)
  return isObject(tree) ? Object.entries(tree).flatMap(([key, value]) => (NAMING.has(key) && isObject(value) && isCondition(value) ? [key] : namingIn(value))) : []
}

/** The columns taken one by one, all but one, and all of them. */
function choicesOf(columns: readonly string[]): string[][] {
  const all = [...columns.map(column => [column]), ...columns.map(column => columns.filter(other => other !== column)), [...columns]]
  return all.filter((choice, index) => choice.length > 0 && all.findIndex(other => other.join() === choice.join()) === index)
}

/**
 * What a filter may say of who people are, without what it asks about them: one column may name somebody, and another ask about
 * them. Nothing when it names nobody, and never the whole filter, whose rows are known.
 */
export function namingParts(filter: unknown): unknown[] {
  const whole = JSON.stringify(filter)
  const parts = choicesOf([...new Set(namingIn(filter))]).map(columns => partFor(filter, new Set(columns)))
  return parts.filter((part, index) => part !== null && JSON.stringify(part) !== whole && parts.findIndex(other => JSON.stringify(other) === JSON.stringify(part)) === index)
}

/** Whether an answer may tell something of people whom it does not show: none is shown, or some of those asked about. */
export function mayLeaveOut(filter: unknown, shown: number): boolean {
  const text = JSON.stringify(filter ?? null)
  return shown === 0 || APART.test(text) || idsNamed(text).length > 1
}
