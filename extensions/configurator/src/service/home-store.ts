import { structuresAround } from '@relais/extensions/access'
import type { Audience } from '@relais/schema'
import { homesOf, isHomeAudience, readableTiles } from '@relais/schema/homes'
import type { HomePage } from '@relais/schema/homes'
import type { Knex } from 'knex'
import { z } from 'zod'

const RowSchema = z.object({
  audience: z.string(), structure: z.string().nullable(), title_fr: z.string(), title_en: z.string().nullable(), text_fr: z.string().nullable(), text_en: z.string().nullable(), tiles: z.unknown(),
})

interface Placed { structure: string | null, page: HomePage }
interface Reading { pages: Promise<Placed[]>, readAt: number, sets: Map<string, HomePage[]> }

export interface HomeStore {
  /** The pages of the homes that somebody sees: those of the network, of its kits, then of the structures from the root to his. The same list until they are read again. */
  pagesOf: (knex: Knex, viewer: { audience: Audience, user?: string | null | undefined }) => Promise<HomePage[]>
  /** Forget what was read: something changed. */
  invalidate: () => void
}

// The network's own before those of its kits, in the order of their names.
async function readPages(knex: Knex): Promise<Placed[]> {
  const rows: unknown = await knex('home_pages').where('status', 'active').orderByRaw('kit NULLS FIRST, audience').select(Object.keys(RowSchema.shape))
  return z.array(RowSchema).parse(rows).flatMap(({ audience, structure, title_fr, title_en, text_fr, text_en, tiles }) => {
    if (!isHomeAudience(audience)) return []
    const text = text_fr || text_en ? { fr: text_fr ?? text_en ?? '', en: text_en ?? text_fr ?? '' } : null
    return [{ structure, page: { audience, title: { fr: title_fr, en: title_en ?? title_fr }, text, tiles: readableTiles(tiles, audience) } }]
  })
}

/** The home pages of this instance, read again when one changed here, and at the latest after `ttlMs`. */
export function createHomeStore({ ttlMs, now }: { ttlMs: number, now: () => number }): HomeStore {
  let reading: Reading | null = null

  function read(knex: Knex): Reading {
    if (reading && now() - reading.readAt < ttlMs) return reading
    const fresh: Reading = { pages: readPages(knex), readAt: now(), sets: new Map() }
    fresh.pages.catch(() => { if (reading === fresh) reading = null })
    reading = fresh
    return fresh
  }

  return {
    pagesOf: async (knex, { audience, user }) => {
      const { pages: all, sets } = read(knex)
      const homes = homesOf(audience)
      const pages = (await all).filter(({ page }) => homes.includes(page.audience))
      const speaking = new Set(pages.flatMap(({ structure }) => structure ?? []))
      // Where somebody belongs is asked only when a structure has something to say.
      const around = speaking.size > 0 && user ? (await structuresAround(knex, user)).filter(structure => speaking.has(structure)) : []
      const key = `${audience} ${String(around)}`
      const known = sets.get(key) ?? [null, ...around].flatMap(layer => pages.filter(({ structure }) => structure === layer).map(({ page }) => page))
      sets.set(key, known)
      return known
    },
    invalidate: () => { reading = null },
  }
}

let store: HomeStore | null = null

/** The store of this process, so that a change seen by the hooks is seen by the endpoint at once. */
export function sharedHomeStore(ttlMs: number): HomeStore {
  store ??= createHomeStore({ ttlMs, now: Date.now })
  return store
}
