import type { AccessLevel, Audience, CollectionDefinition, Field } from '../define.ts'
import type { FieldSetting } from './types.ts'

/** Local fields are prefixed so that a later release of the product can never take their name. */
export const LOCAL_PREFIX = 'x_'

/** People who work in the instance see and fill a local field unless it is said otherwise. */
const LOCAL_DEFAULTS: Partial<Record<Audience, AccessLevel>> = { adviser: 'write', manager: 'write' }

/** What an audience may do with a declared field. */
export function levelOf(declaration: CollectionDefinition, field: Field, audience: Audience): AccessLevel {
  if (audience === 'admin') return 'write'
  return field.access?.[audience] ?? declaration.access[audience] ?? 'none'
}

/** What an audience may do with a field added on this instance, from the rows of `field_settings`. */
export function localLevelOf(collection: string, field: string, audience: Audience, settings: readonly FieldSetting[]): AccessLevel {
  if (audience === 'admin') return 'write'
  const setting = settings.find(row => row.collection === collection && row.field === field && row.audience === audience)
  return setting?.level ?? LOCAL_DEFAULTS[audience] ?? 'none'
}
