import { LOCAL_PREFIX, LOCAL_SECTION } from '@relais/schema/forms'

/** A field of the data model, seen from the product. */
export interface GuardedField {
  field: string
  /** Its collection is one of the product's. */
  isProductCollection: boolean
  /** It is declared, or was shipped by an earlier release. */
  isProductField: boolean
  /** Somebody signed in asks for it; a raw `schema apply` asks for nobody. */
  isAskedBySomebody: boolean
}

/** Why a field must not be deleted, or null when it may. */
export function refuseDeletion(field: GuardedField): 'product' | 'local' | null {
  if (!field.isProductCollection) return null
  if (field.isProductField) return 'product'
  return field.isAskedBySomebody ? null : 'local'
}

/** Whether a new field would take a name that a later release may want. */
export function isBadName({ field, isProductCollection, isProductField, isAskedBySomebody }: GuardedField): boolean {
  return isProductCollection && !isProductField && isAskedBySomebody && !field.startsWith(LOCAL_PREFIX)
}

/** Group of the Studio that gathers local fields. */
export const LOCAL_GROUP = `section_${LOCAL_SECTION}`

interface NewField { field: string, type?: string | null, meta?: Record<string, unknown> | null }

/** The new field placed in the section of local fields, unless it was placed somewhere or is itself a section. */
export function placed<T extends NewField>(field: T, hasLocalGroup: boolean): T {
  const isGroup = field.type === 'alias' && Array.isArray(field.meta?.special) && field.meta.special.includes('group')
  if (!hasLocalGroup || isGroup || !field.meta || field.meta.group) return field
  return { ...field, meta: { ...field.meta, group: LOCAL_GROUP } }
}
