import { createHash } from 'node:crypto'
import { canonical } from '@relais/schema/forms'

/** A permission of Directus, as far as the product decides it. */
export interface PermissionRow {
  policy: string
  collection: string
  action: string
  permissions: unknown
  validation: unknown
  presets: unknown
  fields: readonly string[] | null
}

export interface LivePermission extends PermissionRow { id: number }

export interface PermissionChanges<P extends PermissionRow> {
  create: P[]
  update: { id: number, row: P }[]
  remove: number[]
  /** Rows to record as shipped, and keys to forget. */
  record: P[]
  forget: string[]
}

/** What names a permission: there is one row of each, so that rights never add up by accident. */
export function keyOf({ policy, collection, action }: Pick<PermissionRow, 'policy' | 'collection' | 'action'>): string {
  return `${policy}/${collection}/${action}`
}

/** Fields in their order too: the schema engine compares so. */
const essence = ({ permissions, validation, presets, fields }: PermissionRow): string =>
  canonical({ permissions: permissions ?? null, validation: validation ?? null, presets: presets ?? null, fields })

/** The hash under which the schema engine records what was shipped. */
export function hashOf(row: PermissionRow): string {
  return createHash('sha256').update(canonical(row)).digest('hex')
}

/**
 * What must change so that the live permissions of the product are the computed ones, and so that `shipped` (hash by
 * key) says so. Rows that the product never shipped are left alone.
 */
export function diffPermissions<P extends PermissionRow>(wanted: readonly P[], live: readonly LivePermission[], shipped: ReadonlyMap<string, string>): PermissionChanges<P> {
  const current = new Map(live.map(row => [keyOf(row), row]))
  const keys = new Set(wanted.map(keyOf))
  const create = wanted.filter(row => !current.has(keyOf(row)))
  const update = wanted.flatMap((row) => {
    const existing = current.get(keyOf(row))
    return existing && essence(existing) !== essence(row) ? [{ id: existing.id, row }] : []
  })
  const remove = live.filter(row => !keys.has(keyOf(row)) && shipped.has(keyOf(row))).map(row => row.id)
  const record = wanted.filter(row => shipped.get(keyOf(row)) !== hashOf(row))
  const forget = [...shipped.keys()].filter(key => !keys.has(key))
  return { create, update, remove, record, forget }
}

/** Whether nothing must change. */
export function isNothing({ create, update, remove, record, forget }: PermissionChanges<PermissionRow>): boolean {
  return [create, update, remove, record, forget].every(list => list.length === 0)
}
