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
  remove: { id: number, key: string }[]
}

/** What names a permission: there is one row of each, so that rights never add up by accident. */
export function keyOf({ policy, collection, action }: Pick<PermissionRow, 'policy' | 'collection' | 'action'>): string {
  return `${policy}/${collection}/${action}`
}

/** The order in which fields are listed gives no right. */
const essence = ({ permissions, validation, presets, fields }: PermissionRow): string =>
  canonical({ permissions: permissions ?? null, validation: validation ?? null, presets: presets ?? null, fields: fields && [...fields].sort() })

/**
 * What must change so that the live permissions of the product are the computed ones. Rows that the product never
 * shipped are left alone.
 */
export function diffPermissions<P extends PermissionRow>(wanted: readonly P[], live: readonly LivePermission[], shipped: ReadonlySet<string>): PermissionChanges<P> {
  const current = new Map(live.map(row => [keyOf(row), row]))
  const keys = new Set(wanted.map(keyOf))
  const create = wanted.filter(row => !current.has(keyOf(row)))
  const update = wanted.flatMap((row) => {
    const existing = current.get(keyOf(row))
    return existing && essence(existing) !== essence(row) ? [{ id: existing.id, row }] : []
  })
  const remove = live.filter(row => !keys.has(keyOf(row)) && shipped.has(keyOf(row))).map(row => ({ id: row.id, key: keyOf(row) }))
  return { create, update, remove }
}

/** Whether nothing must change. */
export function isNothing({ create, update, remove }: PermissionChanges<PermissionRow>): boolean {
  return create.length + update.length + remove.length === 0
}
