import { createHash } from 'node:crypto'

type Values = Readonly<Record<string, unknown>>

/** What is known of an earlier request under the same key. */
export interface Known { request: string, state: 'running' | 'written' | 'done', status: number | null, made: unknown, isStale: boolean }

/** The key of an attempt, quoted as the draft of the IETF writes it or not; null when it is not one. */
export function keyIn(header: string): string | null {
  return /^("?)([\w-]{8,64})\1$/.exec(header.trim())?.[2] ?? null
}

/** What tells two requests apart; the pieces of a form carry a boundary drawn each time. */
export function requestHash({ method, url, body, type, length }: { method: string, url: string, body: unknown, type: string, length: string }): string {
  const content = type.startsWith('multipart/') ? length : JSON.stringify(body ?? null)
  return createHash('sha256').update([method, url, content].join('\n')).digest('base64url')
}

/** One that wrote something else; the same, saved or done; or one that has not written yet, under way or left by a server that stopped. */
export type Verdict = 'other' | 'under_way' | 'saved' | 'again' | 'take_over'

/** What becomes of a request whose key is that of an earlier one. */
export function judgeAttempt(known: Known, request: string): Verdict {
  // It has written nothing: what it asked may have been corrected since.
  if (known.state === 'running') return known.isStale ? 'take_over' : 'under_way'
  if (known.request !== request) return 'other'
  if (known.state === 'done') return 'again'
  return known.isStale ? 'saved' : 'under_way'
}

/** What names a record, a step or a field in our own answers: nothing else of them is kept. */
const NAMES = new Set(['id', 'case', 'event', 'state', 'is_done', 'published', 'proposed', 'field', 'proposal', 'done'])
const NAME = /^[\w-]{1,64}$/

/** An answer without what it says of people: keys, states, and names of fields. */
export function namesOnly(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(namesOnly).filter(item => item !== undefined)
  if (typeof value === 'object' && value !== null) {
    const kept = Object.entries(value).flatMap(([name, item]) => (NAMES.has(name) ? [[name, namesOnly(item)] as const] : []))
    return Object.fromEntries(kept.filter(([, item]) => item !== undefined))
  }
  if (typeof value === 'string') return NAME.test(value) ? value : undefined
  return typeof value === 'boolean' || value === null ? value : undefined
}

/** The values that a change was started from, which travel with it and are no field. */
export const SEEN = '_base'

/** A row to lock and compare before it is written. */
export interface Check { id: string, seen: Values, sent: Values }

const isValues = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Takes what was seen out of a change of rows, wherever it travels: in the row, in each row of a list, or by key beside `keys` and
 * `data`. Null when it has another form.
 */
export function takeSeen(body: unknown, id: string | undefined, primary: string): Check[] | null {
  if (id !== undefined) return takeOne(body, id)
  if (Array.isArray(body)) {
    const checks = body.map((row: unknown) => (isValues(row) && SEEN in row ? takeOne(row, String(row[primary])) : []))
    return checks.includes(null) ? null : checks.flatMap(check => check ?? [])
  }
  if (!isValues(body) || !(SEEN in body)) return []
  const { [SEEN]: seen, data: sent, keys } = body
  delete body[SEEN]
  if (!isValues(seen) || !isValues(sent) || !Object.values(seen).every(isValues)) return null
  // Of a row that is not changed, nothing is compared: the answer would tell what it holds.
  const changed = new Set(Array.isArray(keys) ? keys.map(String) : [])
  if (Object.keys(seen).some(key => !changed.has(key))) return null
  return Object.entries(seen).map(([key, values]) => ({ id: key, seen: isValues(values) ? values : {}, sent }))
}

function takeOne(row: unknown, id: string): Check[] | null {
  if (!isValues(row) || !(SEEN in row)) return []
  const { [SEEN]: seen } = row
  delete row[SEEN]
  return isValues(seen) ? [{ id, seen, sent: { ...row } }] : null
}
