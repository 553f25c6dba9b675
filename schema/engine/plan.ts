import { same } from '../canonical.ts'
import { hashOf } from './hash.ts'
import { quoteIdent } from './desired.ts'
import type { CollectionMeta, Desired, FieldElement, FieldMeta, RelationElement } from './desired.ts'
import type { Live, ManifestRow } from './live.ts'
import type { PermissionRow } from '../access/index.ts'

export interface Statement { sql: string, values?: unknown[] }

/** One thing to do, with the sentence that says it and the SQL that does it. */
export interface Change {
  kind: 'table' | 'column' | 'foreign-key' | 'migration' | 'index' | 'tracking' | 'journal' | 'collection' | 'field' | 'relation'
    | 'preset' | 'role' | 'policy' | 'access' | 'permission' | 'setting' | 'manifest'
  action: 'create' | 'update' | 'retire' | 'run' | 'record'
  key: string
  detail?: string
  statements: Statement[]
}

/** A property changed both by the product and locally; the local value stays and the report says so. */
export interface Divergence { key: string, property: string, local: unknown, product: unknown }

export interface Plan { changes: Change[], divergences: Divergence[] }

export interface Migration { name: string, sql: string }

export interface AccessState {
  roles: { id: string, name: string, icon: string, description: string }[]
  policies: { id: string, name: string, icon: string, description: string, admin_access: boolean, app_access: boolean }[]
  links: { id: string, role: string, policy: string }[]
  permissions: PermissionRow[]
}

export interface PlanInput { desired: Desired, live: Live, access: AccessState, migrations: Migration[], release: string, projectName: string }

interface Context extends PlanInput {
  changes: Change[]
  divergences: Divergence[]
  records: Omit<ManifestRow, 'release'>[]
}

/** Compares what the product declares with what is live; pure, so that it can be shown before it is done. */
export function planChanges(input: PlanInput): Plan {
  const context: Context = { ...input, changes: [], divergences: [], records: [] }
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
  return { changes: context.changes, divergences: context.divergences }
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
    context.changes.push({ kind: 'column', action: 'create', key, statements: [{ sql: `${table} ADD COLUMN ${columnSql(element)}` }] })
    return
  }
  const name = quoteIdent(field)
  const statements: Statement[] = []
  if (current.type !== column.type) {
    if (column.default !== null) statements.push({ sql: `${table} ALTER COLUMN ${name} DROP DEFAULT` })
    statements.push({ sql: `${table} ALTER COLUMN ${name} TYPE ${column.type} USING ${name}::${column.type}` })
  }
  const previous = baseDefinition<FieldElement>(context, 'field', key)?.column
  if (statements.length || (previous && previous.default !== column.default)) {
    statements.push({ sql: `${table} ALTER COLUMN ${name} ${column.default === null ? 'DROP DEFAULT' : `SET DEFAULT ${column.default}`}` })
  }
  if (current.nullable !== column.nullable) statements.push({ sql: `${table} ALTER COLUMN ${name} ${column.nullable ? 'DROP' : 'SET'} NOT NULL` })
  if (statements.length) context.changes.push({ kind: 'column', action: 'update', key, statements })
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

/**
 * Presentation, property by property: what the product did not change stays as it is live; what only the product
 * changed follows it; what both changed stays local and is reported.
 */
function mergeMeta<T extends object>(context: Context, key: string, sides: { base: Partial<T> | undefined, live: Partial<T>, next: T }): Partial<T> {
  const updates: Partial<T> = {}
  for (const property of Object.keys(sides.next) as (keyof T & string)[]) {
    const next = sides.next[property]
    const live = sides.live[property]
    if (same(live, next)) continue
    if (sides.base === undefined) {
      updates[property] = next
      continue
    }
    if (same(sides.base[property], next)) continue
    if (same(sides.base[property], live)) updates[property] = next
    else context.divergences.push({ key, property, local: live, product: next })
  }
  return updates
}

const JSON_PROPERTIES = new Set(['options', 'display_options', 'translations', 'conditions', 'permissions', 'validation', 'presets'])

function encode(property: string, value: unknown): unknown {
  if (value === null || value === undefined) return null
  if (JSON_PROPERTIES.has(property)) return JSON.stringify(value)
  if (Array.isArray(value)) return value.join(',')
  return value
}

/** An INSERT of one row, its JSON columns encoded. */
export function insertStatement(table: string, row: object): Statement {
  const entries = Object.entries(row)
  return {
    sql: `INSERT INTO ${quoteIdent(table)} (${entries.map(([name]) => quoteIdent(name)).join(', ')}) VALUES (${entries.map((_, index) => `$${index + 1}`).join(', ')})`,
    values: entries.map(([name, value]) => encode(name, value)),
  }
}

function updateStatement(table: string, row: object, where: Record<string, unknown>): Statement {
  const entries = Object.entries(row)
  const keys = Object.entries(where)
  return {
    sql: `UPDATE ${quoteIdent(table)} SET ${entries.map(([name], index) => `${quoteIdent(name)} = $${index + 1}`).join(', ')} WHERE ${keys
      .map(([name], index) => `${quoteIdent(name)} = $${entries.length + index + 1}`).join(' AND ')}`,
    values: [...entries.map(([name, value]) => encode(name, value)), ...keys.map(([, value]) => value)],
  }
}

function planCollections(context: Context) {
  for (const { collection, meta } of context.desired.collections) {
    context.records.push({ kind: 'collection', key: collection, hash: hashOf(meta), definition: meta })
    const live = context.live.collections.get(collection)
    if (!live) {
      context.changes.push({ kind: 'collection', action: 'create', key: collection, statements: [insertStatement('directus_collections', { collection, ...meta })] })
      continue
    }
    const updates = mergeMeta<CollectionMeta>(context, collection, { base: baseDefinition<CollectionMeta>(context, 'collection', collection), live, next: meta })
    if (Object.keys(updates).length) {
      context.changes.push({
        kind: 'collection', action: 'update', key: collection, detail: Object.keys(updates).join(', '),
        statements: [updateStatement('directus_collections', updates, { collection })],
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
      context.changes.push({ kind: 'field', action: 'create', key, statements: [insertStatement('directus_fields', { collection, field, ...meta })] })
      continue
    }
    const previous = baseDefinition<FieldElement>(context, 'field', key)?.meta
    const updates = mergeMeta<FieldMeta>(context, key, { base: previous, live, next: meta })
    if (Object.keys(updates).length) {
      context.changes.push({
        kind: 'field', action: 'update', key, detail: Object.keys(updates).join(', '),
        statements: [updateStatement('directus_fields', updates, { collection, field })],
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
      context.changes.push({ kind: 'relation', action: 'create', key, statements: [insertStatement('directus_relations', row)] })
    }
    else if (live.one_collection !== one_collection || live.one_field !== one_field) {
      context.changes.push({
        kind: 'relation', action: 'update', key, statements: [updateStatement('directus_relations', { one_collection, one_field }, { many_collection, many_field })],
      })
    }
  }
}

/** What we shipped and no longer ship is hidden and made read-only; its data stay. */
function planRetired(context: Context) {
  const shipped = new Set(context.records.map(({ kind, key }) => `${kind}:${key}`))
  for (const [id, row] of context.live.manifest) {
    if (row.kind !== 'field' || shipped.has(id)) continue
    const live = context.live.fields.get(row.key)
    if (!live || (live.hidden && live.readonly)) continue
    const [collection, field] = row.key.split('.')
    const statements = [updateStatement('directus_fields', { hidden: true, readonly: true, required: false }, { collection, field })]
    const column = context.live.columns.get(row.key)
    if (column && !column.nullable) {
      statements.push({ sql: `ALTER TABLE ${quoteIdent(collection ?? '')} ALTER COLUMN ${quoteIdent(field ?? '')} DROP NOT NULL` })
    }
    context.changes.push({ kind: 'field', action: 'retire', key: row.key, statements })
  }
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
  const { live, access, changes } = context
  for (const role of access.roles) {
    context.records.push({ kind: 'role', key: role.id, hash: hashOf(role), definition: role })
    if (!live.roles.has(role.id)) changes.push({ kind: 'role', action: 'create', key: role.name, statements: [insertStatement('directus_roles', role)] })
  }
  for (const policy of access.policies) {
    context.records.push({ kind: 'policy', key: policy.id, hash: hashOf(policy), definition: policy })
    const current = live.policies.get(policy.id)
    if (!current) changes.push({ kind: 'policy', action: 'create', key: policy.name, statements: [insertStatement('directus_policies', policy)] })
    else if (current.admin_access !== policy.admin_access || current.app_access !== policy.app_access) {
      const { admin_access, app_access } = policy
      changes.push({ kind: 'policy', action: 'update', key: policy.name, statements: [updateStatement('directus_policies', { admin_access, app_access }, { id: policy.id })] })
    }
  }
  for (const link of access.links) {
    if (!live.access.has(link.id)) changes.push({ kind: 'access', action: 'create', key: link.id, statements: [insertStatement('directus_access', { ...link, sort: 1 })] })
  }
  planPermissions(context)
}

const permissionKey = ({ policy, collection, action }: PermissionRow) => `${policy}/${collection}/${action}`

/** Product permissions follow the declarations exactly; rows that we never shipped are left alone. */
function planPermissions(context: Context) {
  const { live, access, changes } = context
  const current = new Map(live.permissions.map(row => [permissionKey(row), row]))
  const wanted = new Set<string>()
  for (const row of access.permissions) {
    const key = permissionKey(row)
    wanted.add(key)
    context.records.push({ kind: 'permission', key, hash: hashOf(row), definition: row })
    const existing = current.get(key)
    if (!existing) {
      changes.push({ kind: 'permission', action: 'create', key, statements: [insertStatement('directus_permissions', row)] })
      continue
    }
    const { permissions, validation, presets, fields } = row
    const next = { permissions, validation, presets, fields }
    const before = { permissions: existing.permissions, validation: existing.validation, presets: existing.presets, fields: existing.fields }
    if (!same(before, next)) {
      changes.push({ kind: 'permission', action: 'update', key, statements: [updateStatement('directus_permissions', next, { id: existing.id })] })
    }
  }
  for (const [id, record] of live.manifest) {
    if (record.kind !== 'permission' || wanted.has(record.key) || id === '') continue
    const existing = current.get(record.key)
    const statements: Statement[] = [{ sql: 'DELETE FROM manifest WHERE kind = $1 AND key = $2', values: ['permission', record.key] }]
    if (existing) statements.unshift({ sql: 'DELETE FROM directus_permissions WHERE id = $1', values: [existing.id] })
    changes.push({ kind: 'permission', action: 'retire', key: record.key, statements })
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
  const values = [stale.map(row => row.kind), stale.map(row => row.key), stale.map(row => row.hash), stale.map(row => JSON.stringify(row.definition)), release]
  const sql = `INSERT INTO manifest (kind, key, hash, definition, release)
    SELECT kind, key, hash, definition::jsonb, $5 FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS shipped (kind, key, hash, definition)
    ON CONFLICT (kind, key) DO UPDATE SET hash = excluded.hash, definition = excluded.definition, release = excluded.release`
  context.changes.push({ kind: 'manifest', action: 'record', key: release, detail: `${stale.length} éléments`, statements: [{ sql, values }] })
}
