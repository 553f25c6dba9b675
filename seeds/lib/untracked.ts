import type { Queryable } from './insert.ts'

/**
 * Does the work without the database writing the history of values: what is shipped has none, and the demo world tells
 * its own. The setting is that of the transaction, and is put back for what comes next in it.
 */
export async function untracked<T>(client: Queryable, work: () => Promise<T>): Promise<T> {
  await client.query(`select set_config('relais.tracking', 'off', true)`)
  const result = await work()
  await client.query(`select set_config('relais.tracking', '', true)`)
  return result
}
