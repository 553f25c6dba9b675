import { ACCESS_LEVELS } from '../define.ts'
import type { AccessLevel, Audience, CollectionDefinition, Field } from '../define.ts'

/** A decision of a local administrator, as stored in `field_settings`. */
export interface FieldSetting { collection: string, field: string, audience: string, level: string }

/** A field that exists in the database and that the product does not declare. */
export interface LocalField {
  collection: string
  field: string
  isComputed?: boolean
  /** It names a file, which whoever reads the record and the field reads too. */
  isFile?: boolean
  /** A section of forms: a group of the Studio, which holds no value. */
  isSection?: boolean
  /** The group of the Studio that it is in. */
  section?: string | null
  /** The structure that has it, when it is not for the whole network. */
  structure?: string | null
}

const STAFF: readonly Audience[] = ['adviser', 'manager']

function isLevel(value: string): value is AccessLevel {
  return ACCESS_LEVELS.some(level => level === value)
}

function rank(level: AccessLevel): number {
  return ACCESS_LEVELS.indexOf(level)
}

/** Whether a level is at least another one. */
export function reaches(level: AccessLevel, wanted: AccessLevel): boolean {
  return rank(level) >= rank(wanted)
}

/** The level that the product ships for an audience on a declared field. */
export function shippedLevel(definition: CollectionDefinition, field: Field, audience: Audience): AccessLevel {
  if (audience === 'admin') return field.readonly ? 'read' : 'write'
  const level = field.access?.[audience] ?? definition.access[audience] ?? 'none'
  return field.readonly && reaches(level, 'review') ? 'read' : level
}

/** Whether the product opens anything of a collection to an audience; a setting never opens more than that. */
export function isOpenTo(definition: CollectionDefinition, audience: Audience): boolean {
  return Object.values(definition.fields).some(field => !field.hidden && shippedLevel(definition, field, audience) !== 'none')
}

function settingOf(settings: readonly FieldSetting[], collection: string, field: string, audience: Audience): AccessLevel | undefined {
  const level = settings.find(row => row.collection === collection && row.field === field && row.audience === audience)?.level
  return level !== undefined && isLevel(level) ? level : undefined
}

/**
 * What an audience may do with a field, local decisions included. A field that the product closed or made read-only
 * stays so: settings choose between reading, proposing and writing, or close, and they open local fields.
 */
export function levelOf(definition: CollectionDefinition, field: string, audience: Audience, settings: readonly FieldSetting[] = []): AccessLevel {
  const declared = definition.fields[field]
  const setting = settingOf(settings, definition.collection, field, audience)
  if (declared) {
    const shipped = shippedLevel(definition, declared, audience)
    if (setting === undefined || shipped === 'none' || audience === 'admin') return shipped
    return (declared.readonly || declared.type === 'alias') && reaches(setting, 'review') ? 'read' : setting
  }
  if (audience === 'admin') return 'write'
  if (!isOpenTo(definition, audience)) return 'none'
  return setting ?? (STAFF.includes(audience) ? 'write' : 'none')
}
