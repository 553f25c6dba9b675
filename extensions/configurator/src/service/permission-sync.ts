import { randomUUID } from 'node:crypto'
import type { SchemaOverview } from '@directus/types'
import { declarations } from '@relais/schema'
import { computePermissions, isLayerId, layerAccess, layersNeeded } from '@relais/schema/access'
import type { OwningStructure, PermissionRow } from '@relais/schema/access'
import type { Knex } from 'knex'
import { z } from 'zod'
import type { LivePermission, PermissionChanges } from '../rules/permission-diff.ts'
import { diffPermissions, hashOf, isNothing, keyOf } from '../rules/permission-diff.ts'
import type { Host } from './host.ts'
import { loadKits } from './kits.ts'

const LOCK = 'relais.permissions'

const SettingSchema = z.object({ collection: z.string(), field: z.string(), audience: z.string(), level: z.string() })
const LocalFieldSchema = z.object({ collection: z.string(), field: z.string(), isComputed: z.boolean(), isFile: z.boolean(), isSection: z.boolean(), section: z.string().nullable(), structure: z.string().nullable(), structureName: z.string().nullable() })
const LiveSchema = z.object({
  id: z.number(), policy: z.string(), collection: z.string(), action: z.string(), permissions: z.unknown(), validation: z.unknown(), presets: z.unknown(),
  fields: z.string().nullable().transform(fields => fields?.split(',') ?? null),
})
const ShippedSchema = z.object({ key: z.string(), hash: z.string() })

// A column or a section that Directus shows, that no release ever shipped and that nobody retired: the same words as the schema engine.
const LOCAL_FIELDS_SQL = `
  SELECT f.collection, f.field, EXISTS (SELECT 1 FROM field_rules r WHERE r.collection = f.collection AND r.field = f.field AND r.kind = 'computed') AS "isComputed",
    EXISTS (SELECT 1 FROM directus_relations r WHERE r.many_collection = f.collection AND r.many_field = f.field AND r.one_collection = 'directus_files') AS "isFile",
    a.attname IS NULL AS "isSection", f."group" AS section, s.id AS structure, s.name AS "structureName"
  FROM directus_fields f
  LEFT JOIN pg_attribute a ON a.attrelid = to_regclass(format('%I', f.collection)) AND a.attname = f.field AND NOT a.attisdropped
  LEFT JOIN field_layers l ON l.is_own AND l.collection = f.collection AND l.field = f.field
  LEFT JOIN structures s ON s.id = l.structure
  WHERE f.collection = ANY(?) AND f.collection || '.' || f.field <> ALL(?)
    AND NOT EXISTS (SELECT 1 FROM manifest m WHERE m.kind = 'field' AND m.key = f.collection || '.' || f.field)
    AND (f.options::jsonb ->> 'retired') IS DISTINCT FROM 'true' AND (a.attname IS NOT NULL OR f.special ~ '\\mgroup\\M')
  ORDER BY f.collection, f.field`

async function readRows<T>(knex: Knex, schema: z.ZodType<T>, sql: string, bindings: string[][] = []): Promise<T[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(sql, bindings)
  return rows.map(row => schema.parse(row))
}

interface Changes { permissions: PermissionChanges<PermissionRow>, structures: OwningStructure[] }

async function findChanges({ logger }: Host, trx: Knex): Promise<Changes> {
  await loadKits(trx, kit => logger.error(`The kit ${kit} cannot be read: it is left out`))
  const collections = declarations()
  const declared = Object.values(collections).flatMap(({ collection, fields }) => Object.keys(fields).map(field => `${collection}.${field}`))
  const settings = await readRows(trx, SettingSchema, 'SELECT collection, field, audience, level FROM field_settings')
  const localFields = await readRows(trx, LocalFieldSchema, LOCAL_FIELDS_SQL, [Object.keys(collections), declared])
  const live: LivePermission[] = await readRows(trx, LiveSchema, 'SELECT id, policy, collection, action, permissions, validation, presets, fields FROM directus_permissions')
  const shipped = await readRows(trx, ShippedSchema, 'SELECT key, hash FROM manifest WHERE kind = \'permission\'')
  const structures = new Map(localFields.flatMap(({ structure: id, structureName: name }) => id === null ? [] : [[id, { id, name: name ?? id }]]))
  return {
    permissions: diffPermissions(computePermissions(collections, settings, localFields), live, new Map(shipped.map(({ key, hash }) => [key, hash]))),
    structures: layersNeeded(collections, localFields, [...structures.values()]),
  }
}

/**
 * Makes the live permissions those that the declarations, the local fields and the local decisions give. Alone: a
 * second instance waits, then finds nothing to do. Says whether something changed.
 */
export async function syncPermissions(host: Host): Promise<boolean> {
  const schema = await host.getSchema()
  const hasChanged = await host.database.transaction(async (trx) => {
    await trx.raw('SELECT pg_advisory_xact_lock(hashtext(?))', [LOCK])
    const { permissions, structures } = await findChanges(host, trx)
    const layers = layerAccess(structures)
    const isMade = await makeLayers(trx, layers)
    if (!isNothing(permissions)) await apply(host, trx, schema, permissions)
    return await dropLayers(trx, layers) || isMade || !isNothing(permissions)
  })
  // Written inside a transaction, rights were forgotten too early by the caches: forget them again now that they are kept.
  if (hasChanged) await clearCaches(host, schema)
  return hasChanged
}

const LAYER_TABLES = ['directus_roles', 'directus_policies', 'directus_access'] as const

/** Makes the roles and policies of the fields that belong to structures, if they are missing. Says whether some were. */
async function makeLayers(trx: Knex, { roles, policies, links }: ReturnType<typeof layerAccess>): Promise<boolean> {
  let isMade = false
  for (const [index, rows] of [roles, policies, links.map(link => ({ ...link, sort: 1 }))].entries()) {
    const table = LAYER_TABLES[index] ?? ''
    const known: string[] = await trx(table).whereIn('id', rows.map(({ id }) => id)).pluck('id')
    const missing = rows.filter(({ id }) => !known.includes(id))
    if (missing.length > 0) await trx(table).insert(missing)
    isMade ||= missing.length > 0
  }
  return isMade
}

/** Those that open no field any more go. */
async function dropLayers(trx: Knex, { roles, policies, links }: ReturnType<typeof layerAccess>): Promise<boolean> {
  const kept = new Set([...roles, ...policies, ...links].map(({ id }) => id))
  let isDropped = false
  for (const table of LAYER_TABLES.toReversed()) {
    const ids: string[] = await trx(table).pluck('id')
    const gone = ids.filter(id => isLayerId(id) && !kept.has(id))
    if (gone.length > 0) await trx(table).whereIn('id', gone).delete()
    isDropped ||= gone.length > 0
  }
  return isDropped
}

async function apply(host: Host, trx: Knex, schema: SchemaOverview, { create, update, remove, record, forget }: PermissionChanges<PermissionRow>): Promise<void> {
  // Without accountability: rights follow the rules of the product, whoever caused it.
  const sudoPermissions = new host.services.PermissionsService({ knex: trx, schema })
  for (const row of create) await sudoPermissions.createOne({ ...row })
  for (const { id, row: { permissions, validation, presets, fields } } of update) await sudoPermissions.updateOne(id, { permissions, validation, presets, fields })
  if (remove.length > 0) await sudoPermissions.deleteMany(remove)
  for (const row of record) await recordAsShipped(trx, row)
  if (forget.length > 0) await trx('manifest').where({ kind: 'permission' }).whereIn('key', forget).delete()
}

/** Recorded as shipped, as the schema engine does, so that an apply finds nothing to change. */
async function recordAsShipped(trx: Knex, row: PermissionRow): Promise<void> {
  await trx.raw(`
    INSERT INTO manifest (id, kind, key, release, hash, definition)
    SELECT ?, 'permission', ?, COALESCE((SELECT release FROM manifest WHERE kind = 'permission' LIMIT 1), '0.0.0'), ?, ?::jsonb
    ON CONFLICT (kind, key) DO UPDATE SET hash = excluded.hash, definition = excluded.definition`,
  [randomUUID(), keyOf(row), hashOf(row), JSON.stringify(row)])
}

interface CacheOwner { clearCaches: () => Promise<void> }
const ownsCaches = (service: object): service is CacheOwner => 'clearCaches' in service && typeof service.clearCaches === 'function'

/** Makes every service forget the rights and the data model that it knew. */
export async function clearCaches({ services, database }: Host, schema: SchemaOverview): Promise<void> {
  const permissions: object = new services.PermissionsService({ knex: database, schema })
  if (ownsCaches(permissions)) await permissions.clearCaches()
}
