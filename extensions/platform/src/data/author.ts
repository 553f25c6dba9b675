import type { Host } from './host.ts'
import type { Audience } from '@relais/schema'
import type { Knex } from 'knex'

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

/** A step of a workflow, as the database is told of it. */
export interface Step { item: string, transition: string, event?: string | undefined, comment?: string | null | undefined }

/** The step by which a record goes to a state in the version on which it runs; null when there is none, empty when nothing holds it. */
export async function stepTo(trx: Knex.Transaction, { collection, item, to }: { collection: string, item: string, to: string }): Promise<string | null> {
  const { rows } = await trx.raw<{ rows: { key: string | null }[] }>(
    `select case when o.id is null then '' else (select t ->> 'key' from jsonb_array_elements(v.definition -> 'transitions') t where t -> 'from' @> to_jsonb(o.state) and t ->> 'to' = :to limit 1) end as key
     from (select 1) as one left join workflow_objects o on o.collection = :collection and o.item = :item left join workflow_versions v on v.id = o.version`,
    { collection, item, to },
  )
  return rows[0]?.key ?? null
}

/**
 * Runs the write that moves one record: in there, and for that record alone, the trigger of its workflow lets the transition
 * through, with its event and what follows.
 */
export async function asTransition<T>(trx: Knex.Transaction, { item, transition, event = '', comment }: Step, write: () => Promise<T>): Promise<T> {
  const tell = (settings: readonly string[]) => trx.raw(`select set_config('relais.item', ?, true), set_config('relais.transition', ?, true), set_config('relais.event', ?, true), set_config('relais.comment', ?, true)`, [...settings])
  await tell([item, transition, event, comment ?? ''])
  const done = await write()
  await tell(['', '', '', ''])
  return done
}
