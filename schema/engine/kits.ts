import { readdirSync } from 'node:fs'
import { same } from '../canonical.ts'
import { collections } from '../index.ts'
import { checkKit } from '../kits/check.ts'
import { withKits } from '../kits/merge.ts'
import { quoteIdent } from './desired.ts'
import { rowsOf, termLinks, usedTerms } from './kit-rows.ts'
import { deleteStatement, insertStatement, updateStatement } from './statements.ts'
import { SchemaError } from './transaction.ts'
import type { CollectionDefinition } from '../define.ts'
import type { Kit } from '../kits/define.ts'
import type { Live, SqlClient } from './live.ts'
import type { Change } from './plan.ts'

const core: Record<string, CollectionDefinition> = collections

/** What an apply does to the kits of the instance; without it, it keeps them as their folders say. */
export interface KitsOptions {
  install?: string
  remove?: string
  /** Removes although rows hold its values, which it is given first. */
  archive?: (archive: KitArchive) => void
  /** Kits that could be installed; those of `schema/kits` by default. */
  available?: readonly Kit[]
}

/** The values that a removed kit leaves: by collection, by identifier of the row, by field. */
export interface KitArchive {
  kit: Kit
  values: Record<string, Record<string, Record<string, unknown>>>
}

/** How many rows hold a field of a kit, or one of the choices and terms that it added. */
export interface KitUse { key: string, label: string, rows: number }

/** The kits of a folder, in the order of their names. */
export async function discoverKits(folder = new URL('../kits/', import.meta.url)): Promise<Kit[]> {
  const names = readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isDirectory()).map(({ name }) => name).sort()
  return Promise.all(names.map(name => readKit(name, folder)))
}

async function readKit(name: string, folder: URL): Promise<Kit> {
  const invalid = (problem: string, cause?: unknown) => new SchemaError('KIT_INVALID', `Le kit « ${name} » ne peut pas être lu : ${problem} Rien n’a été modifié.`, { cause })
  const module: unknown = await import(new URL(`${name}/index.ts`, folder).href).catch((error: unknown) => {
    throw invalid(error instanceof Error ? error.message : String(error), error)
  })
  const kit = typeof module === 'object' && module !== null && 'kit' in module ? module.kit : undefined
  if (!isKit(kit)) throw invalid('son fichier index.ts doit exporter « kit », fait par defineKit.')
  if (kit.key !== name) throw invalid(`son dossier s’appelle « ${name} » et sa clé « ${kit.key} ».`)
  return kit
}

/** Whether a value has the shape of a kit; `checkKit` says whether it can be installed. */
function isKit(value: unknown): value is Kit {
  return typeof value === 'object' && value !== null && 'key' in value && typeof value.key === 'string' && 'collections' in value && typeof value.collections === 'object' && value.collections !== null
}

/** The kits that the instance has, as they were installed. */
export async function readInstalledKits(client: SqlClient): Promise<Kit[]> {
  const { rows: [table] } = await client.query('SELECT to_regclass(\'public.kits\') IS NOT NULL AS found')
  if (table?.found !== true) return []
  const { rows } = await client.query('SELECT definition FROM kits ORDER BY key')
  return rows.map(({ definition }): unknown => JSON.parse(String(definition))).filter(isKit)
}

/** The kits that an instance has and is to have, and its collections with them. */
export interface DesiredKits { installed: Kit[], wanted: Kit[], removed: Kit | undefined, declared: Record<string, CollectionDefinition> }

/**
 * Which kits the instance is to have: those it has, in their latest release, with one more or one less.
 *
 * @throws {SchemaError} `KIT_UNKNOWN`, `KIT_INSTALLED`, `KIT_NOT_INSTALLED` or `KIT_INVALID`.
 */
export async function desiredKits(client: SqlClient, { install, remove, available }: KitsOptions): Promise<DesiredKits> {
  const installed = await readInstalledKits(client)
  if (!install && !remove && !installed.length) return { installed, wanted: [], removed: undefined, declared: collections }
  const known = available ?? await discoverKits()
  const find = (key: string) => known.find(kit => kit.key === key)
  const removed = installed.find(({ key }) => key === remove)
  if (remove && !removed) throw new SchemaError('KIT_NOT_INSTALLED', `Le kit « ${remove} » n’est pas installé. Rien n’a été modifié.`)
  const added = install ? find(install) : undefined
  if (install && !added) throw new SchemaError('KIT_UNKNOWN', `« ${install} » n’est pas un kit de cette version. Il y a : ${known.map(({ key }) => key).join(', ') || 'aucun'}.`)
  // A kit whose folder is gone stays as it was installed.
  const kept = installed.filter(({ key }) => key !== remove && key !== install).map(kit => find(kit.key) ?? kit)
  const wanted = [...kept, ...added ? [added] : []].sort((a, b) => (a.key < b.key ? -1 : 1))
  for (const kit of wanted) assertValid(kit, wanted)
  return { installed, wanted, removed, declared: withKits(collections, wanted) }
}

function assertValid(kit: Kit, wanted: readonly Kit[]) {
  const problems = checkKit(kit, collections, wanted)
  if (!problems.length) return
  throw new SchemaError('KIT_INVALID', [`Le kit « ${kit.key} » ne peut pas être installé, rien n’a été modifié :`, ...problems.map(problem => `  ${problem}`)].join('\n'))
}

/** The rows of `kits` that an apply writes; `definition` is what the running product reads. */
export function kitChanges({ installed, wanted }: DesiredKits): Change[] {
  const before = new Map(installed.map(kit => [kit.key, kit]))
  const row = (kit: Kit) => ({ key: kit.key, release: kit.release, definition: JSON.stringify(kit) })
  return [
    ...wanted.flatMap((kit): Change[] => {
      const current = before.get(kit.key)
      if (!current) {
        return [{
          kind: 'kit', action: 'create', key: kit.key, detail: kit.release, statements: [insertStatement('kits', { ...row(kit), installed_at: new Date().toISOString() })],
          undo: [deleteStatement('kits', { key: kit.key })],
        }]
      }
      if (same(current, kit)) return []
      return [{
        kind: 'kit', action: 'update', key: kit.key, detail: `${current.release} → ${kit.release}`, statements: [updateStatement('kits', row(kit), { key: kit.key })],
        undo: [updateStatement('kits', row(current), { key: kit.key })],
      }]
    }),
    ...installed.filter(({ key }) => !wanted.some(kit => kit.key === key)).map((kit): Change => ({
      kind: 'kit', action: 'remove', key: kit.key, detail: kit.release, statements: [deleteStatement('kits', { key: kit.key })],
      undo: [insertStatement('kits', { ...row(kit), installed_at: new Date().toISOString() })],
    })),
  ]
}

/** `collection.field` of everything that a kit adds, sections included. */
export function kitFields({ collections: parts }: Kit): string[] {
  return Object.entries(parts).flatMap(([collection, part]) => [
    ...Object.keys(part?.fields ?? {}), ...Object.keys(part?.sections ?? {}).map(name => `section_${name}`),
  ].map(field => `${collection}.${field}`))
}

/**
 * Refuses a kit that would take what somebody made here.
 *
 * @throws {SchemaError} `KIT_COLLISION`, naming the fields.
 */
export function assertNoCollision(kit: Kit, live: Live) {
  const taken = kitFields(kit).filter(key => live.fields.has(key) && !live.manifest.has(`field:${key}`))
  if (!taken.length) return
  throw new SchemaError('KIT_COLLISION', `Le kit « ${kit.key} » apporte ${taken.join(', ')}, mais ${taken.length > 1 ? 'des champs de ces noms existent' : 'un champ de ce nom existe'} déjà ici. Renommez-les d’abord. Rien n’a été modifié.`)
}

/** Where rows hold what a kit added. */
export async function kitUses(client: SqlClient, kit: Kit): Promise<KitUse[]> {
  const uses: KitUse[] = []
  for (const [collection, part] of Object.entries(kit.collections)) {
    for (const [field, { label, default: initial, type }] of Object.entries(part?.fields ?? {})) {
      const rows = await countRows(client, collection, `${quoteIdent(field)} IS NOT NULL AND ${quoteIdent(field)}::text <> ALL ($1)`, [['', '[]', ...initial === undefined || initial === null ? [] : [String(initial)], ...type === 'boolean' ? ['false'] : []]])
      if (rows) uses.push({ key: `${collection}.${field}`, label: label.fr, rows })
    }
    for (const [field, added] of Object.entries(part?.choices ?? {})) {
      const isList = core[collection]?.fields[field]?.type === 'json'
      for (const { value, label } of added) {
        const rows = await countRows(client, collection, isList ? `jsonb_exists(${quoteIdent(field)}, $1)` : `${quoteIdent(field)} = $1`, [value])
        if (rows) uses.push({ key: `${collection}.${field} = ${value}`, label: label.fr, rows })
      }
    }
  }
  const own = kitFields(kit)
  const terms = rowsOf(kit).filter(({ kind }) => kind === 'term')
  const used = terms.length ? await usedTerms(client, { kit, rows: terms, links: (await termLinks(client)).filter(path => !own.includes(path)) }) : new Map<string, number>()
  for (const { key, identity, values } of terms) {
    const rows = used.get(key)
    if (rows) uses.push({ key: `${identity.vocabulary}.${identity.code}`, label: String(values.label), rows })
  }
  return uses
}

async function countRows(client: SqlClient, collection: string, where: string, values: unknown[]): Promise<number> {
  const { rows: [row] } = await client.query(`SELECT count(*)::int AS n FROM ${quoteIdent(collection)} WHERE ${where}`, values)
  return Number(row?.n ?? 0)
}

/**
 * Refuses to remove a kit whose values rows hold, or hands them over.
 *
 * @throws {SchemaError} `KIT_IN_USE`, with the number of rows of each field.
 */
export async function releaseKit(client: SqlClient, kit: Kit, archive: KitsOptions['archive']) {
  const uses = await kitUses(client, kit)
  if (!uses.length) return
  if (!archive) {
    throw new SchemaError('KIT_IN_USE', [
      `Le kit « ${kit.key} » n’est pas retiré, rien n’a été modifié : des fiches portent ses données.`,
      ...uses.map(({ key, label, rows }) => `  ${key} (${label}) : ${rows}`),
      `Pour les écrire dans un fichier, puis retirer le kit : npx relais kit remove ${kit.key} --archive.`,
    ].join('\n'))
  }
  const values: KitArchive['values'] = {}
  for (const [collection, part] of Object.entries(kit.collections)) {
    const fields = [...Object.keys(part?.fields ?? {}), ...Object.keys(part?.choices ?? {})]
    if (!fields.length) continue
    const { rows } = await client.query(`SELECT id::text AS id, jsonb_strip_nulls(jsonb_build_object(${fields.map(field => `'${field}', ${quoteIdent(field)}`).join(', ')})) AS held FROM ${quoteIdent(collection)} WHERE num_nonnulls(${fields.map(quoteIdent).join(', ')}) > 0 ORDER BY id`)
    if (rows.length) values[collection] = Object.fromEntries(rows.map(({ id, held }) => [String(id), held as Record<string, unknown>]))
  }
  archive({ kit, values })
}
