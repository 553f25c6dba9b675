import { getCollection } from '@relais/schema'
import { isPersonal } from './personal.ts'

/** A line to add to the journal; `candidates` are ids among which the database finds the people it is about. */
export interface Line {
  kind: 'read' | 'list' | 'export' | 'download' | 'sign_in' | 'refusal' | 'search'
  author: string | null
  channel: string
  collection?: string
  item?: string
  candidates?: string[]
  details?: Record<string, unknown>
}

/** Most ids kept of one answer; `QUERY_LIMIT_MAX` rows fit. */
export const MOST_IDS = 1_000

const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g

/** Every id written in a text, each once. */
export function idsIn(text: string): string[] {
  const ids = new Set<string>()
  for (const [id] of text.matchAll(UUID)) {
    ids.add(id)
    if (ids.size >= MOST_IDS) break
  }
  return [...ids]
}

/** Whether a value has properties. */
export const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** The lists of other collections that rows of an answer carry: a need read with its file was seen as well as the file. */
export function partsOfRows(collection: string, rows: readonly unknown[]): string[] {
  const fields = getCollection(collection)?.fields ?? {}
  const shown = rows.flatMap(row => (isObject(row) ? Object.entries(row) : []))
  return [...new Set(shown.flatMap(([name, value]) => {
    const to = fields[name]?.relation?.collection
    return to && isPersonal(to) && Array.isArray(value) && value.some(isObject) ? [to] : []
  }))]
}

/** Ids of the rows of an answer, and of the people and files that they name at the first or second level, or copy (`item`). */
export function idsOfRows(rows: readonly unknown[]): { items: string[], candidates: string[] } {
  const items = new Set<string>()
  const candidates = new Set<string>()
  for (const row of rows) {
    if (!isObject(row) || items.size >= MOST_IDS) continue
    if (typeof row['id'] === 'string') items.add(row['id'])
    for (const name of ['person', 'case', 'item']) {
      const value = row[name]
      const id = isObject(value) ? value['id'] : value
      if (typeof id === 'string') candidates.add(id)
      if (isObject(value) && isObject(value['person']) && typeof value['person']['id'] === 'string') candidates.add(value['person']['id'])
    }
  }
  return { items: [...items], candidates: [...candidates] }
}
