import type { Entry } from '../service/search.ts'

/** Lines that say the same thing, shown once: the latest of them. */
export interface Grouped { entry: Entry, times: number }

const READINGS = ['read', 'list', 'download']
const MINUTE = 'YYYY-MM-DDTHH:MM'.length

/** What makes two lines the same for whoever reads them; nothing for a change, of which each counts. */
function sameness({ kind, at, author, channel, collection, item, people, details, exceptional }: Entry): string | null {
  if (!READINGS.includes(kind)) return null
  return JSON.stringify([kind, at.slice(0, MINUTE), author, channel, collection, item, people.map(({ id }) => id), details?.['rows'], details?.['path'], exceptional])
}

/** The same person who reads the same thing in the same minute is one line, with the number of times. */
export function grouped(entries: readonly Entry[]): Grouped[] {
  const groups = new Map<string, Grouped>()
  for (const entry of entries) {
    const key = sameness(entry) ?? entry.id
    const known = groups.get(key)
    if (known) known.times += 1
    else groups.set(key, { entry, times: 1 })
  }
  return [...groups.values()]
}
