import { same } from '../canonical.ts'
import { hashOf } from './hash.ts'
import { quoteIdent } from './desired.ts'
import { planRenames } from './evolution.ts'
import { mergeMeta } from './merge.ts'
import { deleteStatement, insertStatement, updateStatement, valuesOf } from './statements.ts'
import type { CollectionMeta, Desired, FieldElement, FieldMeta, RelationElement } from './desired.ts'
import type { Evolution } from './evolution.ts'
import type { Live, ManifestRow } from './live.ts'
import type { Divergence } from './merge.ts'
import type { Statement } from './statements.ts'
import { isLayerId } from '../access/index.ts'
import type { PermissionRow } from '../access/index.ts'

/** A column whose values a change converts or drops; they are kept in the restore point. */
export interface SavedColumn { collection: string, field: string, type: string, nullable: boolean, default: string | null }

/** One thing to do, with the sentence that says it and the SQL that does it. */
export interface Change {
  kind: 'table' | 'column' | 'foreign-key' | 'migration' | 'index' | 'tracking' | 'journal' | 'collection' | 'field' | 'relation'
    | 'preset' | 'role' | 'policy' | 'access' | 'permission' | 'setting' | 'manifest' | 'kit' | 'term' | 'home' | 'template'
  action: 'create' | 'update' | 'rename' | 'retire' | 'remove' | 'run' | 'record'
  key: string
  detail?: string
  statements: Statement[]
  /** What puts back, in this order, what the statements replaced; absent where nothing needs to be. */
  undo?: Statement[]
  saves?: SavedColumn
}

/** Something that the release asks and that would lose data: nothing at all is applied. */
export interface Refusal { key: string, message: string }

export interface Plan { changes: Change[], divergences: Divergence[], refusals: Refusal[] }

export interface Migration { name: string, sql: string }

export interface AccessState {
  roles: { id: string, name: string, icon: string, description: string }[]
  policies: { id: string, name: string, icon: string, description: string, admin_access: boolean, app_access: boolean }[]
  links: { id: string, role: string, policy: string }[]
  permissions: PermissionRow[]
}

export interface PlanInput { desired: Desired, live: Live, access: (live: Live) => AccessState, migrations: Migration[], evolution: Evolution, release: string, projectName: string }

interface Context extends PlanInput, Plan {
  records: Omit<ManifestRow, 'release'>[]
}

/** Compares what the product declares with what is live; pure, so that it can be shown before it is done. */
export function planChanges(input: PlanInput): Plan {
  const context: Context = { ...input, changes: [], divergences: [], refusals: [], records: [] }
  planRenames(context)
  planTables(context)
  planForeignKeys(context)
  planMigrations(context)
  planIndexes(context)
  planTriggers(context, { kind: 'tracking', tables: input.desired.tracked, install: 'relais_install_tracking' })
  planTriggers(context, { kind: 'journal', tables: input.desired.journalled, install: 'relais_install_journal' })
  planCollections(context)
  planFields(context)
  planRelations(context)
  planRetired(context)
  planPresets(context)
  planAccess(context)
  planSettings(context)
  planManifest(context)
  return { changes: context.changes, divergences: context.divergences, refusals: context.refusals }
}

function base(context: Context, kind: string, key: string): ManifestRow | undefined {
  return context.live.manifest.get(`${kind}:${key}`)
}

function baseDefinition<T>(context: Context, kind: string, key: string): Partial<T> | undefined {
  const definition = base(context, kind, key)?.definition
  return definition !== null && typeof definition === 'object' ? definition : undefined
}

function columnSql({ field, column }: FieldElement): string {
  if (!column) throw new Error(`${field} has no column`)
  const parts = [quoteIdent(field), column.type]
  if (column.default !== null) parts.push(`DEFAULT ${column.default}`)
  if (!column.nullable) parts.push('NOT NULL')
  if (field === 'id') parts.push('PRIMARY KEY')
  return parts.join(' ')
}

function planTables(context: Context) {
  const { live, desired, changes } = context
  for (const { collection } of desired.collections) {
    const elements = desired.fields.filter(element => element.collection === collection && element.column)
    if (!live.tables.has(collection)) {
      const sql = `CREATE TABLE ${quoteIdent(collection)} (\n  ${elements.map(columnSql).join(',\n  ')}\n)`
      changes.push({ kind: 'table', action: 'create', key: collection, statements: [{ sql }] })
    }
    else {
      elements.forEach(element => planColumn(context, element))
    }
    for (const element of elements) planUnique(context, element)
  }
}

function planColumn(context: Context, element: FieldElement) {
  const { collection, field, column } = element
  if (!column) return
  const key = `${collection}.${field}`
  const table = `ALTER TABLE ${quoteIdent(collection)}`
  const current = context.live.columns.get(key)
  if (!current) {
    // An earlier release does not fill it.
    const undo = column.nullable ? [] : [{ sql: `${table} ALTER COLUMN ${quoteIdent(field)} DROP NOT NULL` }]
    context.changes.push({ kind: 'column', action: 'create', key, statements: [{ sql: `${table} ADD COLUMN ${columnSql(element)}` }], undo })
    return
  }
  const name = quoteIdent(field)
  const previous = baseDefinition<FieldElement>(context, 'field', key)?.column
  const retype = planRetype(context, element, current.type, previous?.type)
  const statements: Statement[] = [...retype?.statements ?? []]
  if (statements.length || (previous && previous.default !== column.default)) {
    statements.push({ sql: `${table} ALTER COLUMN ${name} ${column.default === null ? 'DROP DEFAULT' : `SET DEFAULT ${column.default}`}` })
  }
  const undo: Statement[] = []
  if (current.nullable !== column.nullable) {
    statements.push({ sql: `${table} ALTER COLUMN ${name} ${column.nullable ? 'DROP' : 'SET'} NOT NULL` })
    if (!column.nullable) undo.push({ sql: `${table} ALTER COLUMN ${name} DROP NOT NULL` })
    if (previous && previous.nullable !== current.nullable) {
      context.divergences.push({ key, property: 'nullable', base: previous.nullable, live: current.nullable, next: column.nullable, winner: 'product' })
    }
  }
  if (!statements.length) return
  context.changes.push({
    kind: 'column', action: 'update', key, ...(retype ? { detail: `${current.type} → ${column.type}` } : {}), statements, undo,
    ...(retype?.isLossy ? { saves: { collection, field, type: current.type, nullable: true, default: previous?.default ?? null } } : {}),
  })
}

/** A type that the release changed: by itself when nothing can be lost, else by the conversion that it declares. */
function planRetype({ divergences, evolution, refusals }: Context, { collection, field, column }: FieldElement, live: string, base: string | undefined) {
  // A type changed here only stays: the release did not touch it.
  if (!column || live === column.type || base === column.type) return undefined
  const key = `${collection}.${field}`
  const name = quoteIdent(field)
  const table = `ALTER TABLE ${quoteIdent(collection)}`
  const using = evolution.retypes[key]?.using
  const isLossy = !widens(live, column.type)
  if (base !== undefined && live !== base) divergences.push({ key, property: 'type', base, live, next: column.type, winner: 'product' })
  if (isLossy && using === undefined) {
    refusals.push({ key, message: `${key} passe de « ${live} » à « ${column.type} » sans conversion déclarée : des valeurs seraient perdues. Ajoutez-la dans schema/evolution.ts.` })
    return undefined
  }
  const statements = [{ sql: `${table} ALTER COLUMN ${name} DROP DEFAULT` }, { sql: `${table} ALTER COLUMN ${name} TYPE ${column.type} USING ${using ?? `${name}::${column.type}`}` }]
  return { isLossy, statements }
}

const LENGTH = /^character varying(?:\((\d+)\))?$/
const NUMERIC = /^numeric\((\d+),(\d+)\)$/

/** Whether every value of the first type is one of the second. */
function widens(from: string, to: string): boolean {
  const [short, long] = [LENGTH.exec(from), LENGTH.exec(to)]
  if (short && (to === 'text' || (long && (long[1] === undefined || Number(short[1]) <= Number(long[1]))))) return true
  const [narrow, wide] = [NUMERIC.exec(from), NUMERIC.exec(to)]
  if (narrow && wide) return Number(wide[2]) >= Number(narrow[2]) && Number(wide[1]) - Number(wide[2]) >= Number(narrow[1]) - Number(narrow[2])
  return from === 'integer' && (to === 'bigint' || to === 'double precision')
}

function planUnique(context: Context, { collection, field, column }: FieldElement) {
  const name = `${collection}_${field}_unique`
  if (!column?.unique || context.live.indexes.has(name)) return
  const sql = `ALTER TABLE ${quoteIdent(collection)} ADD CONSTRAINT ${quoteIdent(name)} UNIQUE (${quoteIdent(field)})`
  context.changes.push({ kind: 'index', action: 'create', key: name, statements: [{ sql }] })
}

function planForeignKeys(context: Context) {
  for (const relation of context.desired.relations) {
    const { many_collection, many_field, one_collection, onDelete } = relation
    const key = `${many_collection}.${many_field}`
    const name = `${many_collection}_${many_field}_foreign`
    const previous = baseDefinition<RelationElement>(context, 'relation', key)
    const exists = context.live.foreignKeys.has(name)
    if (exists && (!previous || previous.onDelete === onDelete)) continue
    const table = `ALTER TABLE ${quoteIdent(many_collection)}`
    const statements = exists ? [{ sql: `${table} DROP CONSTRAINT ${quoteIdent(name)}` }] : []
    statements.push({
      sql: `${table} ADD CONSTRAINT ${quoteIdent(name)} FOREIGN KEY (${quoteIdent(many_field)}) REFERENCES ${quoteIdent(one_collection)} (id) ON DELETE ${onDelete}`,
    })
    context.changes.push({ kind: 'foreign-key', action: exists ? 'update' : 'create', key, statements })
  }
}

function planMigrations(context: Context) {
  for (const { name, sql } of context.migrations) {
    const hash = hashOf(sql)
    context.records.push({ kind: 'migration', key: name, hash, definition: null })
    if (base(context, 'migration', name)?.hash === hash) continue
    context.changes.push({ kind: 'migration', action: 'run', key: name, statements: [{ sql }] })
  }
}

function planIndexes(context: Context) {
  for (const index of context.desired.indexes) {
    const hash = hashOf(index.sql)
    context.records.push({ kind: 'index', key: index.name, hash, definition: index })
    const exists = context.live.indexes.has(index.name)
    const previous = base(context, 'index', index.name)
    if (exists && (!previous || previous.hash === hash)) continue
    const statements = exists ? [{ sql: `DROP INDEX ${quoteIdent(index.name)}` }, { sql: index.sql }] : [{ sql: index.sql }]
    context.changes.push({ kind: 'index', action: exists ? 'update' : 'create', key: index.name, statements })
  }
}

interface Triggers { kind: 'tracking' | 'journal', tables: string[], install: string }

function planTriggers(context: Context, { kind, tables, install }: Triggers) {
  for (const table of tables) {
    context.records.push({ kind, key: table, hash: hashOf(table), definition: null })
    if (base(context, kind, table)) continue
    context.changes.push({ kind, action: 'create', key: table, statements: [{ sql: `SELECT ${install}($1)`, values: [table] }] })
  }
}

function planCollections(context: Context) {
  for (const { collection, meta } of context.desired.collections) {
    context.records.push({ kind: 'collection', key: collection, hash: hashOf(meta), definition: meta })
    const live = context.live.collections.get(collection)
    if (!live) {
      context.changes.push({ kind: 'collection', action: 'create', key: collection, statements: [insertStatement('directus_collections', { collection, ...meta })], undo: [deleteStatement('directus_collections', { collection })] })
      continue
    }
    const updates = mergeMeta<CollectionMeta>({ key: collection, divergences: context.divergences }, { base: baseDefinition<CollectionMeta>(context, 'collection', collection), live, next: meta })
    if (Object.keys(updates).length) {
      context.changes.push({
        kind: 'collection', action: 'update', key: collection, detail: Object.keys(updates).join(', '),
        statements: [updateStatement('directus_collections', updates, { collection })], undo: [updateStatement('directus_collections', valuesOf(live, updates), { collection })],
      })
    }
  }
}

function planFields(context: Context) {
  for (const element of context.desired.fields) {
    const { collection, field, meta } = element
    const key = `${collection}.${field}`
    context.records.push({ kind: 'field', key, hash: hashOf(element), definition: element })
    const live = context.live.fields.get(key)
    if (!live) {
      context.changes.push({ kind: 'field', action: 'create', key, statements: [insertStatement('directus_fields', { collection, field, ...meta })], undo: [deleteStatement('directus_fields', { collection, field })] })
      continue
    }
    const previous = baseDefinition<FieldElement>(context, 'field', key)?.meta
    const updates = mergeMeta<FieldMeta>({ key, divergences: context.divergences }, { base: previous, live, next: meta })
    if (Object.keys(updates).length) {
      context.changes.push({
        kind: 'field', action: 'update', key, detail: Object.keys(updates).join(', '),
        statements: [updateStatement('directus_fields', updates, { collection, field })], undo: [updateStatement('directus_fields', valuesOf(live, updates), { collection, field })],
      })
    }
  }
}

function planRelations(context: Context) {
  for (const relation of context.desired.relations) {
    const { many_collection, many_field, one_collection, one_field } = relation
    const key = `${many_collection}.${many_field}`
    context.records.push({ kind: 'relation', key, hash: hashOf(relation), definition: relation })
    const live = context.live.relations.get(key)
    if (!live) {
      const row = { many_collection, many_field, one_collection, one_field, one_deselect_action: 'nullify' }
      context.changes.push({ kind: 'relation', action: 'create', key, statements: [insertStatement('directus_relations', row)], undo: [deleteStatement('directus_relations', { many_collection, many_field })] })
    }
    else if (live.one_collection !== one_collection || live.one_field !== one_field) {
      context.changes.push({
        kind: 'relation', action: 'update', key, statements: [updateStatement('directus_relations', { one_collection, one_field }, { many_collection, many_field })],
        undo: [updateStatement('directus_relations', live, { many_collection, many_field })],
      })
    }
  }
}

/** What we shipped and no longer ship is hidden and made read-only, its data stay; a removal that the release declares is done. */
function planRetired(context: Context) {
  const shipped = new Set(context.records.map(({ kind, key }) => `${kind}:${key}`))
  for (const [id, row] of context.live.manifest) {
    if (shipped.has(id)) continue
    if (row.kind === 'collection') retireCollection(context, row)
    if (row.kind !== 'field') continue
    if (context.evolution.removals.includes(row.key) && isUntouched(context, row)) removeField(context, row)
    else retireField(context, row)
  }
}

function retireCollection({ live, changes }: Context, { key: collection }: ManifestRow) {
  const current = live.collections.get(collection)
  if (!current || current.hidden) return
  changes.push({
    kind: 'collection', action: 'retire', key: collection, statements: [updateStatement('directus_collections', { hidden: true }, { collection })],
    undo: [updateStatement('directus_collections', { hidden: false }, { collection })],
  })
}

const RETIRED = { hidden: true, readonly: true, required: false }
/** Hash of what was taken out of use and stays. */
export const RETIRED_HASH = 'retired'

function retireField({ live, changes }: Context, row: ManifestRow) {
  const current = live.fields.get(row.key)
  if (!current || (current.hidden && current.readonly)) return
  const [collection = '', field = ''] = row.key.split('.')
  const where = { collection, field }
  const statements = [
    updateStatement('directus_fields', RETIRED, where),
    // The base says so too: a field that comes back is shown again.
    { sql: 'UPDATE manifest SET hash = $1, definition = jsonb_set(definition, $2, definition -> $3 || $4) WHERE kind = $5 AND key = $6', values: [RETIRED_HASH, ['meta'], 'meta', JSON.stringify(RETIRED), 'field', row.key] },
  ]
  const column = live.columns.get(row.key)
  if (column && !column.nullable) statements.push({ sql: `ALTER TABLE ${quoteIdent(collection)} ALTER COLUMN ${quoteIdent(field)} DROP NOT NULL`, values: [] })
  const undo = [updateStatement('directus_fields', valuesOf(current, RETIRED), where), ...putBack([row])]
  changes.push({ kind: 'field', action: 'retire', key: row.key, detail: 'masqué, ses valeurs restent', statements, undo })
}

/** Nobody changed the field here nor gave it rights or rules; what they did says that they use it. */
function isUntouched({ live, divergences }: Context, { key, definition, hash }: ManifestRow): boolean {
  const base = isElement(definition) ? definition.meta : {}
  const current: Record<string, unknown> = { ...live.fields.get(key) }
  const changed = Object.entries(base).filter(([property, value]) => !same(value, current[property])).map(([property]) => property)
  const used = [...live.fieldSettings.some(({ collection, field }) => `${collection}.${field}` === key) ? ['droits'] : [], ...live.ruledFields.has(key) ? ['règles'] : [], ...live.layeredFields.has(key) ? ['structures'] : []]
  if (![...changed, ...used].length) return true
  // Said once, when the release comes.
  if (hash !== RETIRED_HASH) divergences.push({ key, property: 'retrait', base: 'livré', live: [...changed, ...used].join(', '), next: null, winner: 'local' })
  return false
}

function isElement(definition: unknown): definition is FieldElement {
  return definition !== null && typeof definition === 'object' && 'meta' in definition
}

function removeField({ live, changes }: Context, row: ManifestRow) {
  const [collection = '', field = ''] = row.key.split('.')
  const column = live.columns.get(row.key)
  const current = live.fields.get(row.key)
  const relation = live.relations.get(row.key)
  const records = [...live.manifest.values()].filter(({ kind, key }) => key === row.key && (kind === 'field' || kind === 'relation'))
  const many = { many_collection: collection, many_field: field }
  changes.push({
    kind: 'field', action: 'remove', key: row.key, detail: 'déclaré par la version',
    statements: [
      deleteStatement('directus_fields', { collection, field }), deleteStatement('directus_relations', many),
      ...records.map(({ kind, key }) => deleteStatement('manifest', { kind, key })),
      ...column ? [{ sql: `ALTER TABLE ${quoteIdent(collection)} DROP COLUMN ${quoteIdent(field)}` }] : [],
    ],
    undo: [
      ...current ? [insertStatement('directus_fields', withoutId(current))] : [],
      ...relation ? [insertStatement('directus_relations', { ...many, ...relation, one_deselect_action: 'nullify' })] : [],
      ...putBack(records),
    ],
    ...column ? { saves: { collection, field, type: column.type, nullable: column.nullable, default: isElement(row.definition) ? row.definition.column?.default ?? null : null } } : {},
  })
}

function withoutId<T extends { id: number }>({ id: _id, ...row }: T): Omit<T, 'id'> {
  return row
}

/** Rows of the manifest as they are now. */
function putBack(rows: ManifestRow[]): Statement[] {
  return rows.map(({ kind, key, hash, definition, release }) => manifestStatement([{ kind, key, hash, definition }], release))
}

/** Given once: an administrator who changes or removes the columns of a list keeps that choice. */
function planPresets(context: Context) {
  for (const preset of context.desired.presets) {
    const { collection, fields } = preset
    context.records.push({ kind: 'preset', key: collection, hash: hashOf(preset), definition: preset })
    if (context.live.presets.has(collection) || base(context, 'preset', collection)) continue
    const row = { collection, layout: 'tabular', layout_query: JSON.stringify({ tabular: { fields, page: 1 } }) }
    context.changes.push({ kind: 'preset', action: 'create', key: collection, statements: [insertStatement('directus_presets', row)] })
  }
}

function planAccess(context: Context) {
  const { live, changes } = context
  const access = context.access(live)
  for (const role of access.roles) {
    if (!isLayerId(role.id)) context.records.push({ kind: 'role', key: role.id, hash: hashOf(role), definition: role })
    if (!live.roles.has(role.id)) changes.push({ kind: 'role', action: 'create', key: role.name, statements: [insertStatement('directus_roles', role)], ...undoLayer('directus_roles', role.id) })
  }
  for (const policy of access.policies) {
    if (!isLayerId(policy.id)) context.records.push({ kind: 'policy', key: policy.id, hash: hashOf(policy), definition: policy })
    const current = live.policies.get(policy.id)
    if (!current) changes.push({ kind: 'policy', action: 'create', key: policy.name, statements: [insertStatement('directus_policies', policy)], ...undoLayer('directus_policies', policy.id) })
    else if (current.admin_access !== policy.admin_access || current.app_access !== policy.app_access) {
      const { admin_access, app_access } = policy
      changes.push({ kind: 'policy', action: 'update', key: policy.name, statements: [updateStatement('directus_policies', { admin_access, app_access }, { id: policy.id })] })
    }
  }
  for (const link of access.links) {
    if (!live.access.has(link.id)) changes.push({ kind: 'access', action: 'create', key: link.id, statements: [insertStatement('directus_access', { ...link, sort: 1 })], ...undoLayer('directus_access', link.id) })
  }
  planPermissions(context, access)
}

const permissionKey = ({ policy, collection, action }: PermissionRow) => `${policy}/${collection}/${action}`
const keyOf = ({ policy, collection, action }: PermissionRow) => ({ policy, collection, action })

/** Product permissions follow the declarations exactly; rows that we never shipped are left alone. */
/** Roles of the product stay, accounts may have them; those of the fields of a structure are nobody's. */
function undoLayer(table: string, id: string): Pick<Change, 'undo'> {
  return isLayerId(id) ? { undo: [deleteStatement(table, { id })] } : {}
}

function planPermissions(context: Context, access: AccessState) {
  const { live, changes } = context
  const current = new Map(live.permissions.map(row => [permissionKey(row), row]))
  const wanted = new Set<string>()
  for (const row of access.permissions) {
    const key = permissionKey(row)
    wanted.add(key)
    context.records.push({ kind: 'permission', key, hash: hashOf(row), definition: row })
    const existing = current.get(key)
    if (!existing) {
      changes.push({ kind: 'permission', action: 'create', key, statements: [insertStatement('directus_permissions', row)], undo: [deleteStatement('directus_permissions', keyOf(row))] })
      continue
    }
    const { permissions, validation, presets, fields } = row
    const next = { permissions, validation, presets, fields }
    const before = { permissions: existing.permissions, validation: existing.validation, presets: existing.presets, fields: existing.fields }
    if (!same(before, next)) {
      changes.push({
        kind: 'permission', action: 'update', key, statements: [updateStatement('directus_permissions', next, { id: existing.id })],
        undo: [updateStatement('directus_permissions', before, keyOf(existing))],
      })
    }
  }
  for (const [id, record] of live.manifest) {
    if (record.kind !== 'permission' || wanted.has(record.key) || id === '') continue
    const existing = current.get(record.key)
    const statements: Statement[] = [{ sql: 'DELETE FROM manifest WHERE kind = $1 AND key = $2', values: ['permission', record.key] }]
    if (existing) statements.unshift({ sql: 'DELETE FROM directus_permissions WHERE id = $1', values: [existing.id] })
    const undo = [...putBack([record]), ...existing ? [insertStatement('directus_permissions', withoutId(existing))] : []]
    changes.push({ kind: 'permission', action: 'retire', key: record.key, statements, undo })
  }
}

function planSettings(context: Context) {
  if (context.live.projectName === null) {
    const row = { project_name: context.projectName, default_language: 'fr-FR', project_color: '#0f766e' }
    context.changes.push({ kind: 'setting', action: 'create', key: 'project_name', statements: [insertStatement('directus_settings', row)] })
  }
  else if (context.live.projectName === 'Directus') {
    const sql = 'UPDATE directus_settings SET project_name = $1, default_language = $2, project_color = $3'
    context.changes.push({ kind: 'setting', action: 'update', key: 'project_name', statements: [{ sql, values: [context.projectName, 'fr-FR', '#0f766e'] }] })
  }
  context.records.push({ kind: 'setting', key: 'module_bar', hash: hashOf(MODULE_BAR_SQL), definition: null })
  if (!base(context, 'setting', 'module_bar')) context.changes.push({ kind: 'setting', action: 'update', key: 'module_bar', statements: [{ sql: MODULE_BAR_SQL }] })
}

/** Administrators find the journal in the bar of the Studio; whoever takes it out afterwards is obeyed. */
const MODULE_BAR_SQL = `UPDATE directus_settings SET module_bar = (coalesce(module_bar::jsonb, '[
    {"type": "module", "id": "content", "enabled": true}, {"type": "module", "id": "visual", "enabled": false},
    {"type": "module", "id": "users", "enabled": true}, {"type": "module", "id": "files", "enabled": true},
    {"type": "module", "id": "insights", "enabled": true}, {"type": "module", "id": "settings", "enabled": true, "locked": true}]')
    || '[{"type": "module", "id": "relais-journal", "enabled": true}]')::json`

function planManifest(context: Context) {
  const { live, release } = context
  const stale = context.records.filter(({ kind, key, hash }) => live.manifest.get(`${kind}:${key}`)?.hash !== hash)
  if (!stale.length) return
  const before = stale.flatMap(({ kind, key }) => live.manifest.get(`${kind}:${key}`) ?? [])
  const undo = [
    ...Map.groupBy(before, row => row.release).entries().map(([shippedBy, rows]) => manifestStatement(rows, shippedBy)),
    ...stale.filter(({ kind, key }) => !live.manifest.has(`${kind}:${key}`)).map(({ kind, key }) => deleteStatement('manifest', { kind, key })),
  ]
  context.changes.push({ kind: 'manifest', action: 'record', key: release, detail: `${stale.length} éléments`, statements: [manifestStatement(stale, release)], undo })
}

/** Writes rows of the manifest, new or not. */
export function manifestStatement(rows: Omit<ManifestRow, 'release'>[], release: string): Statement {
  const values = [rows.map(row => row.kind), rows.map(row => row.key), rows.map(row => row.hash), rows.map(row => JSON.stringify(row.definition)), release]
  const sql = `INSERT INTO manifest (kind, key, hash, definition, release)
    SELECT kind, key, hash, definition::jsonb, $5 FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS shipped (kind, key, hash, definition)
    ON CONFLICT (kind, key) DO UPDATE SET hash = excluded.hash, definition = excluded.definition, release = excluded.release`
  return { sql, values }
}
