import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { SqlClient } from '../engine/index.ts'

const OWNER_SQL = readFileSync(new URL('owner.sql', import.meta.url), 'utf8')

/**
 * Creates or updates the journal in the database of `administrator`, which must be a superuser there or a member of the
 * role `relais_journal` that may create schemas. `application` is the role that the servers use: it may add lines and
 * read them, nothing else. Does nothing when the journal is this very one.
 */
export async function installJournal(administrator: SqlClient, application: string): Promise<void> {
  const version = createHash('sha256').update(OWNER_SQL).update(application).digest('hex')
  const { rows } = await administrator.query('SELECT obj_description(to_regnamespace(\'relais_journal\'), \'pg_namespace\') AS version')
  if (rows[0]?.['version'] === version) return
  await administrator.query('BEGIN')
  try {
    await administrator.query('SELECT set_config(\'relais_journal.application\', $1, true), set_config(\'relais.tracking\', \'off\', true)', [application])
    await administrator.query(OWNER_SQL)
    await administrator.query(`COMMENT ON SCHEMA relais_journal IS '${version}'`)
    await administrator.query('COMMIT')
  }
  catch (error: unknown) {
    await administrator.query('ROLLBACK')
    throw error
  }
}
