import { quoteIdent } from './desired.ts'
import { same } from '../canonical.ts'
import { mergeMeta } from './merge.ts'
import { insertStatement, updateStatement } from './statements.ts'
import { SchemaError, exclusive, run } from './transaction.ts'
import { checkHome, reportsOf } from '../homes/check.ts'
import { checkTemplate } from '../templates/index.ts'
import { readLive } from './live.ts'
import type { FieldElement } from './desired.ts'
import type { Live, SqlClient } from './live.ts'
import type { Statement } from './statements.ts'

type Row = Record<string, unknown>

/** A field as somebody configured it here: a local one with its column, or what differs from what was shipped. */
interface LocalElement { column?: { type: string }, /** The collection it leads to. */ relation?: string, meta: Row }

/** The local configuration of an instance: no record of anybody, keys sorted, one element a line of a diff. */
export interface LocalConfiguration {
  release: string
  /** By `collection.field`. */
  fields: Record<string, LocalElement>
  /** By `collection.field.audience`. */
  rights: Record<string, Row>
  /** By `collection.field.kind`, then `@code` of the structure when there is one. */
  rules: Record<string, Row>
  /** What structures have of their own, by `collection.field@code`. */
  layers: Record<string, Row>
  /** Home pages, by space, then `@code` of the structure when there is one; those of kits are theirs. */
  homes: Record<string, Row>
  /** Templates, by `kind.name`, then `@code` of the structure when there is one. */
  templates: Record<string, Row>
}

/** An element that the file and the instance both have, with different values. */
export interface LocalConflict { key: string, property: string, file: unknown, live: unknown }

export interface LocalImport { statements: number, added: string[], changed: string[], conflicts: LocalConflict[] }

const LOCAL_PREFIX = 'x_'
const LOCAL_NAME = /^x_[a-z0-9_]{1,60}$/
const LISTS = new Set(['o2m', 'm2m', 'm2a', 'files', 'translations'])
const IDENTITY = new Set(['id', 'collection', 'field'])
const KINDS = {
  rights: { table: 'field_settings', identity: ['collection', 'field', 'audience'], values: ['level'] },
  rules: { table: 'field_rules', identity: ['collection', 'field', 'kind'], values: ['expression', 'message_fr', 'message_en'], hasStructure: true },
  layers: { table: 'field_layers', identity: ['collection', 'field'], values: ['is_own', 'override'], hasStructure: true },
  homes: { table: 'home_pages', identity: ['audience'], values: ['title_fr', 'title_en', 'text_fr', 'text_en', 'tiles', 'status'], hasStructure: true, isLocal: true },
  templates: { table: 'templates', identity: ['kind', 'key'], values: ['subject_fr', 'subject_en', 'message_fr', 'message_en', 'status'], hasStructure: true, isLocal: true },
} as const satisfies Record<string, Kind>
const JSON_VALUES = new Set(['override'])

interface Kind { table: string, identity: readonly string[], values: readonly string[], hasStructure?: boolean, /** Some of its rows come from kits. */ isLocal?: boolean }

function sortedRecord<T>(entries: Iterable<[string, T]>): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function metaOf(row: object): Row {
  return sortedRecord(Object.entries(row).filter(([name, value]) => !IDENTITY.has(name) && value !== null))
}

function shippedMeta(live: Live, key: string): Row | undefined {
  const definition = live.manifest.get(`field:${key}`)?.definition
  return definition !== null && typeof definition === 'object' && 'meta' in definition ? { ...(definition as FieldElement).meta } : undefined
}

function localElements(live: Live): [string, LocalElement][] {
  return [...live.fields].flatMap(([key, row]): [string, LocalElement][] => {
    const column = live.columns.get(key)
    const relation = live.relations.get(key)?.one_collection
    if (key.split('.')[1]?.startsWith(LOCAL_PREFIX)) return [[key, { ...(column ? { column: { type: column.type } } : {}), ...(relation ? { relation } : {}), meta: metaOf(row) }]]
    const shipped = shippedMeta(live, key)
    if (!shipped) return []
    const current: Row = { ...row }
    const meta = sortedRecord(Object.keys(shipped).filter(name => !same(shipped[name], current[name])).map((name): [string, unknown] => [name, current[name] ?? null]))
    return Object.keys(meta).length ? [[key, { meta }]] : []
  })
}

async function readRows(client: SqlClient, { table, identity, values, hasStructure = false, isLocal = false }: Kind): Promise<Record<string, Row>> {
  const columns = [...identity, ...values].map(name => `t.${quoteIdent(name)}`).join(', ')
  // Structures have other identifiers elsewhere, and the same code.
  const { rows } = await client.query(`SELECT ${columns}${hasStructure ? ', s.code FROM' : ' FROM'} ${table} t${hasStructure ? ' LEFT JOIN structures s ON s.id = t.structure' : ''}${isLocal ? ' WHERE t.kit IS NULL' : ''}`)
  const keyOf = (row: Row): string => `${identity.map(name => String(row[name])).join('.')}${typeof row.code === 'string' ? `@${row.code}` : ''}`
  return sortedRecord(rows.map((row): [string, Row] => [keyOf(row), Object.fromEntries(values.map(name => [name, row[name] ?? null]))]))
}

/** Reads what local administrators made of this instance: fields, choices, words, rights, rules, home pages and templates. */
export async function exportLocal(client: SqlClient, release: string): Promise<LocalConfiguration> {
  const live = await readLive(client)
  return { release, fields: sortedRecord(localElements(live)), rights: await readRows(client, KINDS.rights), rules: await readRows(client, KINDS.rules), layers: await readRows(client, KINDS.layers), homes: await readRows(client, KINDS.homes), templates: await readRows(client, KINDS.templates) }
}

interface Import extends LocalImport { todo: Statement[], prefer: 'file' | 'live' | undefined, file: LocalConfiguration, live: Live }

function importField(context: Import, key: string, { column, relation, meta }: LocalElement) {
  const [collection = '', field = ''] = key.split('.')
  const row = context.live.fields.get(key)
  if (!row) {
    if (!LOCAL_NAME.test(field) || !context.live.manifest.has(`collection:${collection}`)) {
      throw new SchemaError('IMPORT_UNKNOWN', `${key} n’existe pas dans cette version du produit : mettez les deux instances à la même version. Rien n’a été modifié.`)
    }
    if (!column || (Array.isArray(meta.special) && meta.special.some(flag => LISTS.has(String(flag))))) {
      throw new SchemaError('IMPORT_RELATION', `${key} est une liste d’autres fiches : créez-la d’abord ici à la main, sous le même nom. Rien n’a été modifié.`)
    }
    if (relation !== undefined && relation !== 'directus_files' && !context.live.manifest.has(`collection:${relation}`)) {
      throw new SchemaError('IMPORT_RELATION', `${key} mène à « ${relation} », qui n’existe pas dans cette version du produit. Rien n’a été modifié.`)
    }
    context.todo.push({ sql: `ALTER TABLE ${quoteIdent(collection)} ADD COLUMN ${quoteIdent(field)} ${columnType(key, column.type)}` })
    context.todo.push(insertStatement('directus_fields', { collection, field, ...meta }))
    if (relation !== undefined) {
      context.todo.push(
        { sql: `ALTER TABLE ${quoteIdent(collection)} ADD CONSTRAINT ${quoteIdent(`${collection}_${field}_foreign`)} FOREIGN KEY (${quoteIdent(field)}) REFERENCES ${quoteIdent(relation)} ON DELETE SET NULL` },
        insertStatement('directus_relations', { many_collection: collection, many_field: field, one_collection: relation, one_deselect_action: 'nullify' }),
      )
    }
    context.added.push(key)
    return
  }
  const type = context.live.columns.get(key)?.type
  if (column && type !== column.type) {
    throw new SchemaError('IMPORT_TYPE', `${key} est de type « ${type ?? 'aucun'} » ici et « ${column.type} » dans le fichier : renommez l’un des deux. Rien n’a été modifié.`)
  }
  // What nobody changed here follows the file; the base is what the product shipped, or nothing for a local field.
  const current: Row = { ...row }
  const base = shippedMeta(context.live, key) ?? {}
  const conflicts: Parameters<typeof mergeMeta>[0]['divergences'] = []
  const merged = mergeMeta<Row>({ key, divergences: conflicts }, { base, live: current, next: meta })
  context.conflicts.push(...conflicts.map(({ property, live, next }) => ({ key, property, file: next, live })))
  const updates = context.prefer === 'file' ? overwriting({ key, base, current, meta }) : merged
  if (!Object.keys(updates).length) return
  context.todo.push(updateStatement('directus_fields', updates, { collection, field }))
  context.changed.push(key)
}

/** The same merge with the file in the place of the local administrator: what only this instance has stays. */
function overwriting({ key, base, current, meta }: { key: string, base: Row, current: Row, meta: Row }): Row {
  const here = Object.fromEntries(Object.keys(meta).map(name => [name, current[name]]))
  const merged: Row = { ...meta, ...mergeMeta<Row>({ key, divergences: [] }, { base, live: meta, next: here }) }
  return Object.fromEntries(Object.entries(merged).filter(([name, value]) => !same(value, current[name])))
}

/** Only the types that a local field may have: the file is not SQL. */
function columnType(key: string, type: string): string {
  if (/^(?:character varying(?:\(\d{1,5}\))?|text|integer|bigint|real|double precision|numeric(?:\(\d{1,3},\d{1,3}\))?|boolean|date|time without time zone|timestamp with(?:out)? time zone|jsonb?|uuid)$/.test(type)) return type
  throw new SchemaError('IMPORT_TYPE', `${key} : « ${type} » n’est pas un type de champ local. Rien n’a été modifié.`)
}

async function importRows(context: Import, client: SqlClient, kind: keyof typeof KINDS) {
  const { table, identity, ...more }: Kind = KINDS[kind]
  const current = await readRows(client, KINDS[kind])
  for (const [written, element] of Object.entries(context.file[kind])) {
    // Files of earlier releases name messages only.
    const key = kind === 'templates' && !/^[^@]*\./.test(written) ? `message.${written}` : written
    const row = Object.fromEntries(Object.entries(element).map(([name, value]) => [name, JSON_VALUES.has(name) && value !== null ? JSON.stringify(value) : value]))
    const [name = '', code] = key.split(/@(.*)/s)
    const where = { ...Object.fromEntries(name.split('.').map((value, index) => [identity[index] ?? '', value])), ...more.hasStructure ? { structure: code === undefined ? null : await structureOf(client, key, code) } : {}, ...more.isLocal ? { kit: null } : {} }
    if (kind === 'homes') assertHome(key, { ...element, ...where })
    if (kind === 'templates') assertTemplate(key, { ...element, ...where })
    const live = current[key]
    if (live && same(live, element)) continue
    if (!live) {
      context.todo.push(insertStatement(table, { ...where, ...row }))
      context.added.push(`${table} ${key}`)
      continue
    }
    context.conflicts.push({ key, property: table, file: element, live })
    if (context.prefer !== 'file') continue
    context.todo.push(updateStatement(table, row, where))
    context.changed.push(`${table} ${key}`)
  }
}

/** The tables of the kits of another instance may be absent here: the tile then leads to the list of those that are. */
function assertHome(key: string, row: Row) {
  const [problem] = checkHome(row, reportsOf(row.tiles))
  if (problem) throw new SchemaError('IMPORT_HOME', `Page d’accueil ${key} : ${problem.message.fr} Rien n’a été modifié.`)
}

function assertTemplate(key: string, row: Row) {
  const [problem] = checkTemplate(row)
  if (problem) throw new SchemaError('IMPORT_TEMPLATE', `Modèle ${key} : ${problem.message.fr} Rien n’a été modifié.`)
}

async function structureOf(client: SqlClient, key: string, code: string): Promise<unknown> {
  const { rows } = await client.query('SELECT id FROM structures WHERE code = $1', [code])
  if (!rows[0]) throw new SchemaError('IMPORT_STRUCTURE', `${key} : aucune structure n’a le code « ${code} » ici. Créez-la, puis relancez. Rien n’a été modifié.`)
  return rows[0].id
}

export interface ImportOptions {
  /** Who wins where both have a value; without it, one conflict and nothing is written. */
  prefer?: 'file' | 'live'
  isDryRun?: boolean
}

/**
 * Brings the local configuration of another instance into this one, in one transaction; nothing is ever taken out.
 *
 * @throws {SchemaError} `IMPORT_UNKNOWN` or `IMPORT_TYPE` when the two instances do not fit.
 */
export async function importLocal(client: SqlClient, file: LocalConfiguration, { prefer, isDryRun = false }: ImportOptions = {}): Promise<LocalImport> {
  return exclusive(client, async () => {
    const context: Import = { todo: [], statements: 0, added: [], changed: [], conflicts: [], prefer, file, live: await readLive(client) }
    for (const [key, element] of Object.entries(file.fields)) importField(context, key, element)
    await importRows(context, client, 'rights')
    await importRows(context, client, 'rules')
    await importRows(context, client, 'layers')
    await importRows(context, client, 'homes')
    await importRows(context, client, 'templates')
    const isWritten = !isDryRun && (prefer !== undefined || !context.conflicts.length)
    if (isWritten) {
      for (const statement of context.todo) await run(client, statement, 'configuration locale')
      if (context.todo.length) await client.query('SELECT relais_journal.append($1)', [JSON.stringify({ kind: 'upgrade', channel: 'command', details: { imported: context.todo.length } })])
    }
    const { added, changed, conflicts } = context
    return { statements: isWritten ? context.todo.length : 0, added, changed, conflicts }
  })
}
