import type { CollectionMeta, FieldMeta } from './desired.ts'
import type { FieldSetting, OwningStructure, PermissionRow } from '../access/index.ts'

/** The part of a `pg` client that the engine needs. */
export interface SqlClient {
  query: (sql: string, values?: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>
}

export interface ManifestRow { kind: string, key: string, release: string, hash: string, definition: unknown }

export interface LiveColumn { type: string, nullable: boolean }

/** What the database and Directus hold now. */
export interface Live {
  tables: Set<string>
  columns: Map<string, LiveColumn>
  indexes: Set<string>
  foreignKeys: Set<string>
  collections: Map<string, Partial<CollectionMeta>>
  fields: Map<string, Partial<FieldMeta> & { id: number }>
  relations: Map<string, { one_collection: string, one_field: string | null }>
  roles: Set<string>
  policies: Map<string, Record<string, unknown>>
  access: Set<string>
  /** Collections whose list has columns for everybody. */
  presets: Set<string>
  permissions: (PermissionRow & { id: number })[]
  manifest: Map<string, ManifestRow>
  fieldSettings: FieldSetting[]
  /** `collection.field` of the local fields that a rule computes. */
  computedFields: Set<string>
  /** `collection.field` of the fields that belong to one structure, with that structure. */
  ownedFields: Map<string, OwningStructure>
  /** `collection.field` of every field that a structure changed or has of its own. */
  layeredFields: Set<string>
  /** `collection.field` of every field that has a rule. */
  ruledFields: Set<string>
  projectName: string | null
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : String(value)
}

function csv(value: unknown): string[] | null {
  return typeof value === 'string' && value !== '' ? value.split(',') : null
}

async function readColumns(client: SqlClient) {
  const { rows } = await client.query(`
    SELECT c.relname AS "table", a.attname AS "column", format_type(a.atttypid, a.atttypmod) AS type, NOT a.attnotnull AS nullable
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped`)
  return new Map(rows.map(row => [`${text(row.table)}.${text(row.column)}`, { type: text(row.type), nullable: row.nullable === true }]))
}

async function readNames(client: SqlClient, sql: string) {
  const { rows } = await client.query(sql)
  return new Set(rows.map(row => text(row.name)))
}

async function readFields(client: SqlClient): Promise<Live['fields']> {
  const { rows } = await client.query('SELECT * FROM directus_fields ORDER BY collection, field')
  return new Map(rows.map(row => [`${text(row.collection)}.${text(row.field)}`, { ...row, id: Number(row.id), special: csv(row.special) }]))
}

/** Reads the whole state that a plan compares with, in a dozen queries. */
export async function readLive(client: SqlClient): Promise<Live> {
  const columns = await readColumns(client)
  const tables = new Set([...columns.keys()].map(key => key.slice(0, key.indexOf('.'))))
  const optional = async (table: string, sql: string) => (tables.has(table) ? (await client.query(sql)).rows : [])
  const collections = await client.query('SELECT * FROM directus_collections')
  const relations = await client.query('SELECT * FROM directus_relations')
  const policies = await client.query('SELECT id, name, icon, description, admin_access, app_access FROM directus_policies')
  const permissions = await client.query('SELECT id, policy, collection, action, permissions, validation, presets, fields FROM directus_permissions')
  const manifest = await optional('manifest', 'SELECT kind, key, release, hash, definition FROM manifest')
  const settings = await optional('field_settings', 'SELECT collection, field, audience, level FROM field_settings')
  const rules = await optional('field_rules', 'SELECT collection, field, kind FROM field_rules')
  const layers = await optional('field_layers', 'SELECT l.collection, l.field, l.is_own, s.id, s.name FROM field_layers l JOIN structures s ON s.id = l.structure')
  const project = await client.query('SELECT project_name FROM directus_settings LIMIT 1')
  return {
    columns, tables,
    indexes: await readNames(client, 'SELECT indexname AS name FROM pg_indexes WHERE schemaname = \'public\''),
    foreignKeys: await readNames(client, 'SELECT conname AS name FROM pg_constraint WHERE contype = \'f\' AND connamespace = \'public\'::regnamespace'),
    collections: new Map(collections.rows.map(row => [text(row.collection), row])),
    fields: await readFields(client),
    relations: new Map(relations.rows.map(row => [`${text(row.many_collection)}.${text(row.many_field)}`, {
      one_collection: text(row.one_collection), one_field: row.one_field === null ? null : text(row.one_field),
    }])),
    roles: await readNames(client, 'SELECT id AS name FROM directus_roles'),
    policies: new Map(policies.rows.map(row => [text(row.id), row])),
    access: await readNames(client, 'SELECT id AS name FROM directus_access'),
    presets: await readNames(client, 'SELECT collection AS name FROM directus_presets WHERE "user" IS NULL AND role IS NULL AND bookmark IS NULL'),
    permissions: permissions.rows.map(row => ({
      id: Number(row.id), policy: text(row.policy), collection: text(row.collection), action: text(row.action) as PermissionRow['action'],
      permissions: row.permissions as PermissionRow['permissions'], validation: row.validation as PermissionRow['validation'],
      presets: row.presets as PermissionRow['presets'], fields: csv(row.fields),
    })),
    manifest: new Map(manifest.map(row => [`${text(row.kind)}:${text(row.key)}`, {
      kind: text(row.kind), key: text(row.key), release: text(row.release), hash: text(row.hash), definition: row.definition,
    }])),
    fieldSettings: settings.map(row => ({
      collection: text(row.collection), field: text(row.field), audience: text(row.audience), level: text(row.level),
    })),
    computedFields: new Set(rules.filter(({ kind }) => kind === 'computed').map(row => `${text(row.collection)}.${text(row.field)}`)),
    layeredFields: new Set(layers.map(row => `${text(row.collection)}.${text(row.field)}`)),
    ownedFields: new Map(layers.filter(row => row.is_own === true).map(row => [`${text(row.collection)}.${text(row.field)}`, { id: text(row.id), name: text(row.name) }])),
    ruledFields: new Set(rules.map(row => `${text(row.collection)}.${text(row.field)}`)),
    projectName: project.rows[0] ? text(project.rows[0].project_name) : null,
  }
}
