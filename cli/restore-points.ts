import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { apply } from '../schema/engine/index.ts'
import { UserError, explain } from './errors.ts'
import type { KitsOptions, Plan, RestorePoint, SqlClient } from '../schema/engine/index.ts'

const folderOf = (data: string) => join(data, 'restore-points')

/** Readable by its owner only: it may hold the values of a column that a release drops. */
function keep(data: string, point: RestorePoint): void {
  const folder = folderOf(data)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(join(folder, `${point.name}.json`), JSON.stringify(point, null, 1), { mode: 0o600, flag: 'wx' })
  }
  catch (error: unknown) {
    throw explain(error, folder)
  }
}

/** Applies the schema; what undoes it is first written in the data folder. */
export function applySchema(client: SqlClient, data: string, kits: KitsOptions = {}): Promise<Plan> {
  return apply(client, undefined, { keep: point => keep(data, point), kits })
}

/** Names of the restore points of this installation, oldest first; an apply that was interrupted leaves one too. */
export function restorePointNames(data: string): string[] {
  const folder = folderOf(data)
  return existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith('.json')).map(name => basename(name, '.json')).sort() : []
}

/** Reads a restore point written by `applySchema`. */
export function readRestorePoint(data: string, name: string): RestorePoint {
  if (!restorePointNames(data).includes(name)) {
    throw new UserError('NO_RESTORE_POINT', `« ${name} » n’est pas un point de restauration de ${folderOf(data)}. Leur liste : npx relais schema restore-point list.`)
  }
  return JSON.parse(readFileSync(join(folderOf(data), `${name}.json`), 'utf8'))
}
