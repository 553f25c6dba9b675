import { collections } from '@relais/schema'
import { computePermissions, policyIds } from '@relais/schema/access'
import type { Audience } from '@relais/schema'
import type { FieldSetting, LocalField, PermissionAction, PermissionRow } from '@relais/schema/access'

export const permissions = computePermissions(collections)

/** The permission row of an audience, if it has one. */
export function permissionOf(audience: Audience, collection: string, action: PermissionAction, rows: PermissionRow[] = permissions): PermissionRow | undefined {
  return rows.find(row => row.policy === policyIds[audience] && row.collection === collection && row.action === action)
}

/** The names that an audience reads of a collection. */
export function readBy(audience: Audience, collection: string): string[] {
  return permissionOf(audience, collection, 'read')?.fields ?? []
}

/** Permissions once local administrators have decided. */
export function withSettings(settings: FieldSetting[], local: LocalField[] = []): PermissionRow[] {
  return computePermissions(collections, settings, local)
}
