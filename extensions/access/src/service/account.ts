import { hasMandate } from '@relais/extensions/platform'
import type { RowFilter } from '@relais/schema/access'
import { audienceOfRole } from '@relais/schema/access'
import type { AccountFacts } from '@relais/schema/access'
import type { Knex } from 'knex'
import { z } from 'zod'
import { layerRolesOf } from './layers.ts'

/** An account with what decides on its rights. */
export interface Account extends AccountFacts { id: string, name: string, policies: readonly string[] }

const AccountRowSchema = z.object({ id: z.string(), name: z.string().nullable(), status: z.string(), roles: z.array(z.string()) })
const PolicyRowSchema = z.object({ id: z.string(), admin_access: z.boolean() })
const FilterSchema: z.ZodType<RowFilter | null> = z.record(z.string(), z.unknown()).nullable()
const PermissionRowSchema = z.object({ permissions: FilterSchema, fields: z.string().nullable().transform(fields => fields?.split(',') ?? null) })

// A role made locally under one of ours has the policies of both.
const ACCOUNT_SQL = `
  WITH RECURSIVE held AS (
    SELECT r.id, r.parent FROM directus_roles r JOIN directus_users u ON u.role = r.id WHERE u.id = :id
    UNION
    SELECT r.id, r.parent FROM directus_roles r JOIN held ON held.parent = r.id
  )
  SELECT u.id, nullif(trim(concat_ws(' ', u.first_name, u.last_name)), '') AS name, u.status, ARRAY(SELECT id::text FROM held) AS roles
  FROM directus_users u WHERE u.id = :id`

const POLICIES_SQL = `
  SELECT DISTINCT p.id, p.admin_access FROM directus_policies p JOIN directus_access a ON a.policy = p.id
  WHERE a."user" = :id OR a.role = ANY(:roles) OR (:isNobody AND a.role IS NULL AND a."user" IS NULL)`

/** Reads an account, or nothing when there is none of this key. */
export async function readAccount(knex: Knex, id: string): Promise<Account | null> {
  const found = await knex.raw<{ rows: unknown[] }>(ACCOUNT_SQL, { id })
  if (found.rows.length === 0) return null
  const { roles, status, name } = AccountRowSchema.parse(found.rows[0])
  const isHeld = await hasMandate(knex, { user: id, roles })
  const held = isHeld ? [...roles, ...await layerRolesOf(knex, { user: id, roles })] : []
  const { rows } = await knex.raw<{ rows: unknown[] }>(POLICIES_SQL, { id, roles: held, isNobody: held.length === 0 })
  const policies = rows.map(row => PolicyRowSchema.parse(row))
  const audiences = roles.map(role => audienceOfRole(role)).filter(audience => audience !== undefined)
  return {
    id, name: name ?? '', status, policies: policies.map(policy => policy.id),
    isAdmin: policies.some(policy => policy.admin_access), audience: audiences[0] ?? null, hasMandate: isHeld,
  }
}

/** The permissions that Directus enforces for an account on a collection, as they are stored now. */
export async function readPermissions(knex: Knex, policies: readonly string[], collection: string, action: string): Promise<{ filter: RowFilter, fields: string[] | null }[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    'SELECT permissions, fields FROM directus_permissions WHERE policy = ANY(?) AND collection = ? AND action = ? ORDER BY id', [[...policies], collection, action])
  return rows.map(row => PermissionRowSchema.parse(row)).map(({ permissions, fields }) => ({ filter: permissions ?? {}, fields }))
}
