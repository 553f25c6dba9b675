import type { RegisterFunctions } from '@directus/types'
import type { Knex } from 'knex'
import { loadKits } from '../service/kits.ts'

interface KitParts { database: Knex, ttlMs: number, now: () => number, follow: () => void, onError: (error: unknown) => void, onUnreadable: (kit: string) => void }

/**
 * A kit is installed by a command, on any machine: before a request is answered, the kits are read again when they were
 * read too long ago. One small query for all the requests of that while.
 */
export function registerKits({ filter }: Pick<RegisterFunctions, 'filter'>, { database, ttlMs, now, follow, onError, onUnreadable }: KitParts): void {
  let reading: { at: number, done: Promise<void> } | null = null

  // While the database is away, what was read last stays true: requests that do without it are answered.
  function read(): Promise<void> {
    const done = loadKits(database, onUnreadable).then(hasChanged => hasChanged ? follow() : undefined, onError)
    reading = { at: now(), done }
    return done
  }

  filter('authenticate', async (accountability) => {
    await (reading && now() - reading.at < ttlMs ? reading.done : read())
    return accountability
  })
}
