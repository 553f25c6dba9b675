import type { Knex } from 'knex'
import { z } from 'zod'
import { AttemptUnderWayError } from '../errors.ts'
import type { Attempt } from './attempt.ts'
import { MovedSignal, currentAttempt } from './attempt.ts'
import type { Held } from './store.ts'

interface Statement { sql: string }
interface Connection { query: (sql: string, values?: unknown[]) => Promise<{ rows: unknown[] }> }
interface Client { _query: (connection: unknown, statement: Statement) => Promise<unknown> }

const isClient = (value: unknown): value is Client => typeof value === 'object' && value !== null && typeof Reflect.get(value, '_query') === 'function'
const isConnection = (value: unknown): value is Connection => typeof value === 'object' && value !== null && typeof Reflect.get(value, 'query') === 'function'
const MovedSchema = z.object({ moved: z.array(z.string()) })

/**
 * Makes what a request says of its attempt part of the transaction that writes: its key is marked and the rows that it saw are locked
 * and compared right after BEGIN. Directus gives its hooks no way: those of updates run before the transaction, without a lock. The rows of
 * a list are judged one by one inside it: what moved is only told at COMMIT, when nothing was refused.
 */
export function keepTransactions(database: Knex): void {
  const prototype: unknown = Object.getPrototypeOf(database.client)
  if (!isClient(prototype)) throw new Error('The database client of Directus has changed: nothing can be compared in its transactions any more.')
  const original = prototype._query
  prototype._query = async function (this: unknown, connection, statement) {
    const attempt = currentAttempt()
    // Another extension may have added its own settings to the same message.
    const isBegin = statement.sql.startsWith('BEGIN;')
    const isCommit = statement.sql === 'COMMIT;'
    if (isCommit && attempt?.moved) await giveUp(connection, attempt.moved)
    const done = await original.call(this, connection, statement)
    if (attempt && isCommit) attempt.isCommitted = true
    if (attempt && isBegin && !attempt.isCommitted) await begin(attempt, connection)
    return done
  }
}

async function begin(attempt: Attempt, connection: unknown): Promise<void> {
  if (!isConnection(connection)) return
  try {
    if (attempt.held) await mark(attempt.held, connection)
    if (attempt.seen) attempt.moved = await compare(attempt.seen, connection)
  }
  catch (error: unknown) {
    await giveUp(connection, error)
  }
}

/** The lock is kept until the end: nobody takes over what is being written, and what was taken over is not written. */
async function mark({ account, key, holder }: Held, connection: Connection): Promise<void> {
  const { rows } = await connection.query(`update relais_private.attempts set state = 'written' where account = $1 and key = $2 and holder = $3 returning 1`, [account, key, holder])
  if (rows.length === 0) throw new AttemptUnderWayError()
}

/** Knex holds a transaction that fails to begin or to end for ended: it would give the connection back as it is. */
async function giveUp(connection: unknown, error: unknown): Promise<never> {
  if (isConnection(connection)) await connection.query('ROLLBACK')
  throw error
}

async function compare({ collection, primary, checks }: NonNullable<Attempt['seen']>, connection: Connection): Promise<MovedSignal | null> {
  // Always in the same order: two batches at once must not wait for one another.
  for (const check of checks.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const { rows } = await connection.query('select relais_moved_since($1, $2, $3, $4, $5) as moved', [collection, primary, check.id, JSON.stringify(check.seen), JSON.stringify(check.sent)])
    const { moved } = MovedSchema.parse(rows[0])
    if (moved.length > 0) return new MovedSignal(collection, check, moved)
  }
  return null
}
