import { readFileSync, readdirSync } from 'node:fs'
import { collections } from '../index.ts'
import { accessModel, computePermissions } from '../access/index.ts'
import { desiredState } from './desired.ts'
import { readLive } from './live.ts'
import { planChanges } from './plan.ts'
import type { CollectionDefinition } from '../define.ts'
import type { Live, SqlClient } from './live.ts'
import type { AccessState, Migration, Plan } from './plan.ts'

export { readLive } from './live.ts'
export { planChanges } from './plan.ts'
export { desiredState } from './desired.ts'
export type { SqlClient } from './live.ts'
export type { Change, Divergence, Plan } from './plan.ts'

/** Version of the product, recorded in the manifest; a base written by a later one is never touched. */
export const RELEASE: string = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version

const LOCK = 'relais.schema'

/** The SQL that declarations cannot say, in order; each file may be run again. */
export function readMigrations(folder = new URL('../migrations/', import.meta.url)): Migration[] {
  return readdirSync(folder).filter(name => name.endsWith('.sql')).sort()
    .map(name => ({ name, sql: readFileSync(new URL(name, folder), 'utf8') }))
}

/** A base written by a later release. */
export class DowngradeError extends Error {
  readonly code = 'SCHEMA_DOWNGRADE'
  constructor(live: string) {
    super(`La base a été écrite par la version ${live} de Relais ; cette version (${RELEASE}) est plus ancienne. Rien n’a été modifié : installez la version ${live} ou restaurez une sauvegarde.`)
  }
}

function isLater(a: string, b: string): boolean {
  return a.localeCompare(b, 'en', { numeric: true }) > 0
}

function localFields(live: Live, declared: Record<string, CollectionDefinition>) {
  return [...live.fields].flatMap(([key, meta]) => {
    const [collection = '', field = ''] = key.split('.')
    const definition = declared[collection]
    if (!definition || definition.fields[field] || live.manifest.has(`field:${key}`) || meta.special?.includes('group')) return []
    return live.columns.has(key) ? [{ collection, field, isComputed: live.computedFields.has(key) }] : []
  })
}

function accessState(live: Live, declared: Record<string, CollectionDefinition>): AccessState {
  return { ...accessModel, permissions: computePermissions(declared, live.fieldSettings, localFields(live, declared)) }
}

/** Says what an apply would do, without doing it. */
export async function plan(client: SqlClient, declared: Record<string, CollectionDefinition> = collections): Promise<Plan> {
  const live = await readLive(client)
  for (const { release } of live.manifest.values()) if (isLater(release, RELEASE)) throw new DowngradeError(release)
  return planChanges({
    desired: desiredState(declared), live, access: accessState(live, declared), migrations: readMigrations(), release: RELEASE, projectName: 'Relais',
  })
}

/** Applies the declarations in one transaction, alone: a second caller waits, then finds nothing to do. */
export async function apply(client: SqlClient, declared: Record<string, CollectionDefinition> = collections): Promise<Plan> {
  await client.query('BEGIN')
  try {
    await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [LOCK])
    // An upgrade writes thousands of rows of configuration: one line a table, and one for the whole.
    await client.query('SELECT set_config(\'relais.tracking\', \'off\', true)')
    const todo = await plan(client, declared)
    for (const change of todo.changes) {
      for (const statement of change.statements) await run(client, statement, `${change.kind} ${change.key}`)
    }
    if (todo.changes.length) await journalUpgrade(client, todo)
    await client.query('COMMIT')
    return todo
  }
  catch (error: unknown) {
    await client.query('ROLLBACK')
    throw error
  }
}

async function journalUpgrade(client: SqlClient, { changes }: Plan) {
  const details = { release: RELEASE, changes: changes.length, migrations: changes.filter(({ kind }) => kind === 'migration').map(({ key }) => key) }
  await client.query('SELECT relais_journal.append($1)', [JSON.stringify({ kind: 'upgrade', channel: 'command', details })])
}

async function run(client: SqlClient, { sql, values }: { sql: string, values?: unknown[] }, what: string) {
  try {
    await client.query(sql, values)
  }
  catch (error: unknown) {
    throw new Error(`Schéma, ${what} : ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}
