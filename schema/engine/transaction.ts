import type { SqlClient } from './live.ts'
import type { Statement } from './statements.ts'

const LOCK = 'relais.schema'

/** A refusal of the engine, in one sentence for whoever operates the product. */
export class SchemaError extends Error {
  readonly code: string
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** One transaction at a time on the configuration: all of `work` or nothing of it, a second caller waits. */
export async function exclusive<T>(client: SqlClient, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN')
  try {
    await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [LOCK])
    // Thousands of rows of configuration may change: one line a table, and one for the whole.
    await client.query('SELECT set_config(\'relais.tracking\', \'off\', true)')
    const result = await work()
    await client.query('COMMIT')
    return result
  }
  catch (error: unknown) {
    await client.query('ROLLBACK')
    throw error
  }
}

/** Runs one statement; its failure names what it was for. */
export async function run(client: SqlClient, { sql, values }: Statement, what: string): Promise<void> {
  try {
    await client.query(sql, values)
  }
  catch (error: unknown) {
    throw new Error(`Schéma, ${what} : ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}
