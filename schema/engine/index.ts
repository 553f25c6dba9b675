import { readFileSync, readdirSync } from 'node:fs'
import { EVOLUTION } from '../evolution.ts'
import { accessModel, computePermissions, layerAccess, layersNeeded } from '../access/index.ts'
import type { LocalField } from '../access/index.ts'
import { desiredState } from './desired.ts'
import { assertNoCollision, desiredKits, kitChanges, kitFields, readInstalledKits, releaseKit } from './kits.ts'
import { planKitRows } from './kit-rows.ts'
import { readLive } from './live.ts'
import { planChanges } from './plan.ts'
import { makeRestorePoint } from './restore.ts'
import { SchemaError, exclusive, run } from './transaction.ts'
import { workflowMigrations } from './workflows.ts'
import type { CollectionDefinition } from '../define.ts'
import type { Evolution } from './evolution.ts'
import type { DesiredKits, KitsOptions } from './kits.ts'
import type { Live, SqlClient } from './live.ts'
import type { AccessState, Migration, Plan } from './plan.ts'
import type { RestorePoint } from './restore.ts'

export { desiredState } from './desired.ts'
export { discoverKits, kitUses, readInstalledKits } from './kits.ts'
export type { KitArchive, KitsOptions } from './kits.ts'
export type { Kit } from '../kits/define.ts'
export { exportLocal, importLocal } from './local.ts'
export { restore, restorableName } from './restore.ts'
export { SchemaError } from './transaction.ts'
export type { SqlClient } from './live.ts'
export type { LocalImport } from './local.ts'
export type { Divergence } from './merge.ts'
export type { Plan } from './plan.ts'
export type { RestorePoint } from './restore.ts'

/** Version of the product, recorded in the manifest; a base written by a later one is never touched. */
export const RELEASE: string = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version

/** The SQL that declarations cannot say, in order; each file may be run again. */
export function readMigrations(folder = new URL('../migrations/', import.meta.url)): Migration[] {
  const written = readdirSync(folder).filter(name => name.endsWith('.sql')).map(name => ({ name, sql: readFileSync(new URL(name, folder), 'utf8') }))
  return [...written, ...workflowMigrations()].sort((one, other) => (one.name < other.name ? -1 : 1))
}

function isLater(a: string, b: string): boolean {
  return a.localeCompare(b, 'en', { numeric: true }) > 0
}

function localFields(live: Live, declared: Record<string, CollectionDefinition>): LocalField[] {
  return [...live.fields].flatMap(([key, meta]): LocalField[] => {
    const [collection = '', field = ''] = key.split('.')
    const definition = declared[collection]
    if (!definition || definition.fields[field] || live.manifest.has(`field:${key}`)) return []
    // Nobody has rights on a retired field: as the extension computes them.
    if (meta.options?.retired === true) return []
    if (meta.special?.includes('group')) return [{ collection, field, isSection: true }]
    return live.columns.has(key) ? [{ collection, field, isComputed: live.computedFields.has(key), isFile: live.relations.get(key)?.one_collection === 'directus_files', section: meta.group ?? null, structure: live.ownedFields.get(key)?.id ?? null }] : []
  })
}

function accessState(live: Live, declared: Record<string, CollectionDefinition>): AccessState {
  const local = localFields(live, declared)
  const owners = new Map(local.flatMap(({ collection, field }) => {
    const owner = live.ownedFields.get(`${collection}.${field}`)
    return owner ? [[owner.id, owner] as const] : []
  }))
  const layers = layerAccess(layersNeeded(declared, local, [...owners.values()]))
  return {
    roles: [...accessModel.roles, ...layers.roles], policies: [...accessModel.policies, ...layers.policies], links: [...accessModel.links, ...layers.links],
    permissions: computePermissions(declared, live.fieldSettings, local),
  }
}

export interface PlanOptions {
  /** What the release does to columns that hold data. */
  evolution?: Evolution
  /** Version to record; a base written by a later one is refused. */
  release?: string
  /** Kits to add or to take out. */
  kits?: KitsOptions
}

export interface ApplyOptions extends PlanOptions {
  /** Keeps what undoes the apply, before anything is written; not called on a first installation. */
  keep?: (point: RestorePoint) => void
}

/**
 * Says what an apply would do, without doing it. Without declarations: those of the product and of the kits of the instance.
 *
 * @throws {SchemaError} `SCHEMA_DOWNGRADE` when a later release wrote the base, `KIT_…` when a kit cannot be what is asked.
 */
export async function plan(client: SqlClient, declarations?: Record<string, CollectionDefinition>, options: PlanOptions = {}): Promise<Plan> {
  const { release = RELEASE, kits = {} } = options
  const wanted = await desiredKits(client, kits)
  const declared = declarations ?? wanted.declared
  const live = await readLive(client)
  const later = [...live.manifest.values()].find(row => isLater(row.release, release))
  if (later) {
    throw new SchemaError('SCHEMA_DOWNGRADE', `La base a été écrite par la version ${later.release} de Relais ; cette version (${release}) est plus ancienne. Rien n’a été modifié : installez la version ${later.release} ou restaurez une sauvegarde.`)
  }
  for (const kit of wanted.wanted) assertNoCollision(kit, live)
  const done = planChanges({
    desired: desiredState(declared), live, access: current => accessState(current, declared), migrations: readMigrations(), evolution: evolutionOf(options, wanted), release, projectName: 'Relais',
  })
  if (declarations) return done
  const dropped = done.changes.filter(({ kind, action }) => kind === 'field' && action === 'remove').map(({ key }) => key)
  const rows = await planKitRows(client, wanted, { live, release, dropped })
  return { changes: [...done.changes, ...rows.changes, ...kitChanges(wanted)], divergences: [...done.divergences, ...rows.divergences], refusals: [...done.refusals, ...rows.refusals] }
}

/** What an installed kit no longer brings goes like what a release removes: dropped where nobody made it theirs, else retired. */
function evolutionOf({ evolution = EVOLUTION }: PlanOptions, { removed }: DesiredKits): Evolution {
  return removed ? { ...evolution, removals: [...evolution.removals, ...kitFields(removed)] } : evolution
}

/**
 * Applies the declarations in one transaction, alone: a second caller waits, then finds nothing to do.
 *
 * @throws {SchemaError} `SCHEMA_DOWNGRADE`, or `SCHEMA_REFUSED` when the release would lose data without saying so.
 */
export async function apply(client: SqlClient, declared?: Record<string, CollectionDefinition>, options: ApplyOptions = {}): Promise<Plan> {
  const { keep, release = RELEASE, kits = {} } = options
  return exclusive(client, async () => {
    const todo = await plan(client, declared, options)
    const removed = (await readInstalledKits(client)).find(({ key }) => key === kits.remove)
    if (removed) await releaseKit(client, removed, kits.archive)
    if (todo.refusals.length) {
      throw new SchemaError('SCHEMA_REFUSED', ['La mise à jour est refusée, rien n’a été modifié :', ...todo.refusals.map(({ message }) => `  ${message}`)].join('\n'))
    }
    if (!todo.changes.length) return todo
    const isFirst = todo.changes.some(({ kind, key }) => kind === 'table' && key === 'manifest')
    const point = isFirst ? undefined : await makeRestorePoint(client, todo, release)
    if (point) keep?.(point)
    for (const change of todo.changes) {
      for (const statement of change.statements) await run(client, statement, `${change.kind} ${change.key}`)
    }
    if (point && keep) await client.query('INSERT INTO manifest (kind, key, hash, release) VALUES ($1, $2, $1, $3)', ['restore-point', point.name, release])
    await journalUpgrade(client, todo, release)
    return todo
  })
}

async function journalUpgrade(client: SqlClient, { changes }: Plan, release: string) {
  const kits = changes.filter(({ kind }) => kind === 'kit').map(({ action, key }) => `${action} ${key}`)
  const details = { release, changes: changes.length, migrations: changes.filter(({ kind }) => kind === 'migration').map(({ key }) => key), ...kits.length ? { kits } : {} }
  await client.query('SELECT relais_journal.append($1)', [JSON.stringify({ kind: 'upgrade', channel: 'command', details })])
}
