import type { CollectionDefinition } from '@relais/schema'
import type { FieldError } from '@relais/schema/forms'
import { messageOf } from '@relais/schema/forms'

/** What a local decision is about. */
export interface SettingTarget { collection: unknown, field: unknown }

/** What the instance knows of the place a decision names. */
export interface KnownTarget { declaration: CollectionDefinition | undefined, hasField: boolean }

const refuse = (field: 'collection' | 'field'): FieldError[] => [{ field, code: 'NOT_A_CHOICE', message: messageOf('NOT_A_CHOICE'), severity: 'error' }]

/** A decision about a field that does not exist would do nothing and look done. */
export function checkSettingTarget({ collection, field }: SettingTarget, { declaration, hasField }: KnownTarget): FieldError[] {
  if (typeof collection !== 'string' || typeof field !== 'string') return []
  if (!declaration || declaration.hidden) return refuse('collection')
  return hasField ? [] : refuse('field')
}
