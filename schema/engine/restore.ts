import { quoteIdent } from './desired.ts'
import { SchemaError, exclusive, run } from './transaction.ts'
import type { SqlClient } from './live.ts'
import type { Divergence } from './merge.ts'
import type { Change, Plan, SavedColumn } from './plan.ts'
import type { Statement } from './statements.ts'

/** The values of a column before it was converted or dropped, as text, by identifier of the row. */
interface SavedValues extends SavedColumn { rows: [string, string][] }

/** What puts the configuration back as it was before an apply, and what that apply did. */
export interface RestorePoint {
  /** Time (UTC) and release, sortable. */
  name: string
  release: string
  changes: Pick<Change, 'kind' | 'action' | 'key' | 'detail'>[]
  divergences: Divergence[]
  saved: SavedValues[]
  undo: Statement[]
}

async function readSaved(client: SqlClient, column: SavedColumn): Promise<SavedValues> {
  const name = quoteIdent(column.field)
  const { rows } = await client.query(`SELECT id::text AS id, ${name}::text AS value FROM ${quoteIdent(column.collection)} WHERE ${name} IS NOT NULL ORDER BY id`)
  return { ...column, rows: rows.map(({ id, value }): [string, string] => [String(id), String(value)]) }
}

/** Gathers what a plan replaces, with the values of the columns that it converts or drops. */
export async function makeRestorePoint(client: SqlClient, { changes, divergences }: Plan, release: string): Promise<RestorePoint> {
  const saved: SavedValues[] = []
  for (const { saves } of changes) if (saves) saved.push(await readSaved(client, saves))
  return {
    name: `${new Date().toISOString().replaceAll(/[-:.]/g, '')}-${release}`, release, divergences, saved,
    changes: changes.map(({ kind, action, key, detail }) => ({ kind, action, key, ...(detail === undefined ? {} : { detail }) })),
    undo: changes.toReversed().flatMap(({ undo = [] }) => undo),
  }
}

/** The last apply that was finished and not undone: only that one can be undone. */
export async function restorableName(client: SqlClient): Promise<string | undefined> {
  const { rows } = await client.query('SELECT key FROM manifest WHERE kind = \'restore-point\' ORDER BY key DESC LIMIT 1')
  return rows[0] ? String(rows[0].key) : undefined
}

/**
 * Puts the configuration back as it was before an apply, in one transaction. New columns and what migrations did stay.
 *
 * @throws {SchemaError} `RESTORE_POINT` when the apply was not the last one, or never ended.
 */
export async function restore(client: SqlClient, point: RestorePoint): Promise<void> {
  await exclusive(client, async () => {
    const last = await restorableName(client)
    if (last !== point.name) {
      throw new SchemaError('RESTORE_POINT', `Le point de restauration ${point.name} n’est pas celui de la dernière mise à jour${last ? ` (${last})` : ''}. Rien n’a été modifié.`)
    }
    for (const column of point.saved) await putValuesBack(client, column)
    for (const statement of point.undo) await run(client, statement, 'restauration')
    await client.query('DELETE FROM manifest WHERE kind = $1 AND key = $2', ['restore-point', point.name])
    const details = { release: point.release, restored: point.name, changes: point.changes.length }
    await client.query('SELECT relais_journal.append($1)', [JSON.stringify({ kind: 'upgrade', channel: 'command', details })])
  })
}

/** Rows made since keep what they hold, converted. */
async function putValuesBack(client: SqlClient, { collection, field, type, nullable, default: initial, rows }: SavedValues) {
  const [table, name] = [quoteIdent(collection), quoteIdent(field)]
  const { rows: existing } = await client.query('SELECT FROM information_schema.columns WHERE table_schema = \'public\' AND table_name = $1 AND column_name = $2', [collection, field])
  const statements: Statement[] = [
    { sql: 'CREATE TEMPORARY TABLE relais_saved (id uuid PRIMARY KEY, value text) ON COMMIT DROP' },
    { sql: 'INSERT INTO relais_saved SELECT * FROM unnest($1::uuid[], $2::text[])', values: [rows.map(([id]) => id), rows.map(([, value]) => value)] },
    ...existing.length
      ? [
          { sql: 'CREATE FUNCTION pg_temp.relais_saved_value(uuid, text) RETURNS text LANGUAGE sql AS \'SELECT coalesce((SELECT value FROM pg_temp.relais_saved WHERE id = $1), $2)\'' },
          { sql: `ALTER TABLE ${table} ALTER COLUMN ${name} DROP DEFAULT` },
          { sql: `ALTER TABLE ${table} ALTER COLUMN ${name} TYPE ${type} USING pg_temp.relais_saved_value(id, ${name}::text)::${type}` },
          { sql: 'DROP FUNCTION pg_temp.relais_saved_value(uuid, text)' },
        ]
      : [
          { sql: `ALTER TABLE ${table} ADD COLUMN ${name} ${type}` },
          { sql: `UPDATE ${table} SET ${name} = saved.value::${type} FROM relais_saved AS saved WHERE saved.id = ${table}.id` },
          ...nullable ? [] : [{ sql: `ALTER TABLE ${table} ALTER COLUMN ${name} SET NOT NULL` }],
        ],
    ...initial === null ? [] : [{ sql: `ALTER TABLE ${table} ALTER COLUMN ${name} SET DEFAULT ${initial}` }],
    { sql: 'DROP TABLE relais_saved' },
  ]
  for (const statement of statements) await run(client, statement, `restauration de ${collection}.${field}`)
}
