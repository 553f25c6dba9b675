import { createHash } from 'node:crypto'
import type { Knex } from 'knex'

/** A statement of PostgreSQL and its values, numbered from `$1`. */
export interface Statement { text: string, values: unknown[] }

interface NamedQuery { name: string, text: string, values: unknown[] }
interface Client { query: (query: NamedQuery) => Promise<{ rows: { answer: string | null }[] }> }
interface Pool extends Client { on: (event: 'error', listener: (error: Error) => void) => void }

/** SQL of an instant in the words of the API of Directus: UTC, with milliseconds. */
export const utc = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

const names = new Map<string, string>()
const MOST_NAMES = 500

/** Each connection reads a text once: reading long statements again costs as much as running them. */
function named({ text, values }: Statement): NamedQuery {
  const name = names.get(text) ?? `relais_${createHash('sha256').update(text).digest('base64url').slice(0, 24)}`
  if (names.size < MOST_NAMES) names.set(text, name)
  // Beyond, unnamed: a server must not fill its memory with texts asked once.
  return { name: names.has(text) ? name : '', text, values }
}

/** Runs a statement that answers one text, which the database has already written in JSON, planned for its values. */
export async function readText(knex: Knex, statement: Statement): Promise<string | null> {
  const client: Client = await knex.client.acquireConnection()
  try {
    const { rows } = await client.query(named(statement))
    return rows[0]?.answer ?? null
  }
  finally {
    knex.client.releaseConnection(client)
  }
}

const pools = new WeakMap<Knex, Pool>()
const CONNECTIONS = 4

/**
 * Connections that keep one plan for all values. Only for statements that look rows up by their keys: they have one
 * good plan, and making it again costs several times what running it does. Lists are planned for each reader.
 */
function keyPool(knex: Knex): Pool {
  const known = pools.get(knex)
  if (known) return known
  const { driver, connectionSettings: settings, searchPath } = knex.client
  const paths = [searchPath ?? []].flat().join(',')
  const pool: Pool = new driver.Pool({
    // The password is not enumerable there.
    ...settings, password: settings.password, max: CONNECTIONS, allowExitOnIdle: true, application_name: 'relais-reads',
    options: `-c plan_cache_mode=force_generic_plan${paths ? ` -c search_path=${paths}` : ''}`,
  })
  // A connection cut while idle leaves the pool by itself.
  pool.on('error', () => undefined)
  pools.set(knex, pool)
  return pool
}

/** The same for a statement that only looks rows up by their keys, or by the rights of one account. */
export async function readTextByKey(knex: Knex, statement: Statement): Promise<string | null> {
  const { rows } = await keyPool(knex).query(named(statement))
  return rows[0]?.answer ?? null
}
