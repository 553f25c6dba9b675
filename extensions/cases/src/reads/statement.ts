import { createHash } from 'node:crypto'
import type { Knex } from 'knex'

/** A statement of PostgreSQL and its values, numbered from `$1`. */
export interface Statement { text: string, values: unknown[] }

interface Client { query: (query: { name: string, text: string, values: unknown[] }) => Promise<{ rows: { answer: string | null }[] }> }

const names = new Map<string, string>()
const MOST_NAMES = 500

/** Each connection prepares a text once, then only plans it: reading long statements again costs as much as running them. */
function nameOf(text: string): string {
  const name = names.get(text) ?? `relais_${createHash('sha256').update(text).digest('base64url').slice(0, 24)}`
  if (names.size < MOST_NAMES) names.set(text, name)
  // Beyond, unnamed: a server must not fill its memory with texts asked once.
  return names.has(text) ? name : ''
}

/** Runs a statement that answers one text, which the database has already written in JSON. */
export async function readText(knex: Knex, { text, values }: Statement): Promise<string | null> {
  const client: Client = await knex.client.acquireConnection()
  try {
    const { rows } = await client.query({ name: nameOf(text), text, values })
    return rows[0]?.answer ?? null
  }
  finally {
    knex.client.releaseConnection(client)
  }
}
