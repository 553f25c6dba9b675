import type { Audience } from '@relais/schema'
import type { Knex } from 'knex'
import type { Host } from '../handlers/types.ts'

/** The person to whom the database attributes the values written. */
export interface Author { user: string, audience: Audience }

const DEADLOCK = '40P01'
const ATTEMPTS = 3

/**
 * Runs a piece of work in one transaction whose changes are attributed to an author.
 *
 * The tracking trigger of `value_history` reads the two settings; they end with the transaction. When PostgreSQL stops
 * it to untie a knot of locks, nothing was written: the work is simply done again.
 */
export async function inAuthoredTransaction<T>(host: Host, author: Author, work: (trx: Knex.Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await host.database.transaction(async (trx) => {
        await setAuthor(trx, author)
        return work(trx)
      })
    }
    catch (error: unknown) {
      if (attempt === ATTEMPTS || !isDeadlock(error)) throw error
    }
  }
}

function isDeadlock(error: unknown): boolean {
  return typeof error === 'object' && error !== null && Reflect.get(error, 'code') === DEADLOCK
}

/** Changes the author of what the transaction writes from now on. */
export async function setAuthor(trx: Knex.Transaction, author: Author): Promise<void> {
  await trx.raw(`select set_config('relais.author', ?, true), set_config('relais.origin', ?, true), set_config('relais.channel', 'portal', true)`, [
    author.user, author.audience,
  ])
}
