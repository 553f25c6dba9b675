import type { Knex } from 'knex'

/** Serialises the transactions that carry one key: the second waits, then finds what the first made. */
export async function lockKey(trx: Knex.Transaction, ...parts: string[]): Promise<void> {
  await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [parts.join(' ')])
}
