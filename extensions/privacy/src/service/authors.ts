import type { Knex } from 'knex'
import { currentVisit } from './visit.ts'

interface Statement { sql: string }
interface Client { _query: (connection: unknown, statement: Statement) => Promise<unknown> }

const UUID = /^[0-9a-f-]{36}$/
const isClient = (value: unknown): value is Client => typeof value === 'object' && value !== null && typeof Reflect.get(value, '_query') === 'function'

/**
 * Tells PostgreSQL, in the same message as BEGIN, for whom a transaction works. Directus gives its hooks no way: those of
 * updates and deletions run before the transaction.
 */
export function nameTransactions(database: Knex): void {
  const prototype: unknown = Object.getPrototypeOf(database.client)
  if (!isClient(prototype)) throw new Error('The database client of Directus has changed: transactions cannot be given their author any more.')
  const original = prototype._query
  prototype._query = function (this: unknown, connection, statement) {
    const visit = statement.sql === 'BEGIN;' ? currentVisit() : undefined
    if (visit && UUID.test(visit.user)) statement.sql = `BEGIN;SET LOCAL relais.actor = '${visit.user}';SET LOCAL relais.door = '${visit.channel}';`
    return original.call(this, connection, statement)
  }
}
