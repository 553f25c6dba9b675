import { AsyncLocalStorage } from 'node:async_hooks'
import type { Line } from '../rules/lines.ts'

interface Reading { rows: number, items: Set<string>, candidates: Set<string>, parts: Set<string> }

/** One request of somebody who is signed in, and what it read so far. */
export interface Visit {
  user: string
  channel: string
  readings: Map<string, Reading>
  /** Set once the answer is sent: what is read afterwards (an export in the background) is told at once. */
  isOver: boolean
  isExport: boolean
  /** Files that were read to be given out, by their key; undefined where none is. */
  files: Set<string> | undefined
  ids: string[]
}

const storage = new AsyncLocalStorage<Visit>()

/** The request that the running code serves, if it is somebody's. */
export const currentVisit = (): Visit | undefined => storage.getStore()

/** Serves a request; everything that it starts finds it again with `currentVisit`. */
export function duringVisit(visit: Visit, work: () => void): void {
  storage.run(visit, work)
}

/** Notes the rows that a request was given. */
export function note(visit: Visit, collection: string, { rows, items, candidates, parts = [] }: { rows: number, items: string[], candidates: string[], parts?: string[] }): void {
  const known = visit.readings.get(collection)
  if (!known) {
    visit.readings.set(collection, { rows, items: new Set(items), candidates: new Set(candidates), parts: new Set(parts) })
    return
  }
  known.rows += rows
  for (const id of items) known.items.add(id)
  for (const id of candidates) known.candidates.add(id)
  for (const part of parts) known.parts.add(part)
}

/** The lines of what a request read, which it then forgets: one a collection, whatever the number of rows. */
export function takeLines(visit: Visit, item?: string): Line[] {
  const lines = [...visit.readings].map(([collection, { rows, items, candidates, parts }]): Line => {
    const only = item ?? (items.size === 1 ? [...items][0] : undefined)
    const seen = parts.size > 0 ? { parts: [...parts] } : {}
    return {
      kind: visit.isExport ? 'export' : only ? 'read' : 'list',
      author: visit.user, channel: visit.channel, collection, candidates: [...candidates, ...items],
      ...(only && !visit.isExport ? { item: only, ...(parts.size > 0 && { details: seen }) } : { details: { rows, items: [...items], ...seen } }),
    }
  })
  visit.readings.clear()
  return lines
}
