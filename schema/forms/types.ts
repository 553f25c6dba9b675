import type { AccessLevel, FieldType, Format, Label } from '../define.ts'
import type { RuleKind } from './rules/check.ts'

/** How a field is asked, whatever its column type. */
export type FieldKind =
  | 'text' | 'long_text' | 'integer' | 'number' | 'boolean' | 'date' | 'datetime'
  | 'choice' | 'choices' | 'relation' | 'file' | 'json'

export interface FormChoice {
  value: string | number
  label: Label
  color?: string
  /** No longer offered; records that have it keep it. */
  retired?: boolean
}

/** What an answer must satisfy, and the sentence shown when it does not. */
export interface FormCheck { rule: string, message: Label | null }

/** One question of a form, as it is served to an audience and checked on both sides. */
export interface FormField {
  field: string
  type: FieldType | 'dateTime' | 'csv'
  kind: FieldKind
  label: Label
  help: Label | null
  section: string | null
  width: 'half' | 'full'
  required: boolean
  readonly: boolean
  /** Answered when the record is made, never changed after. */
  createOnly: boolean
  level: Exclude<AccessLevel, 'none'>
  /** Closed list; null on a `choices` field means free words. */
  choices: FormChoice[] | null
  format: Format | null
  maxLength: number | null
  minLength: number | null
  min: number | null
  max: number | null
  /** Rules of `schema/forms/rules`, as texts. */
  shownIf: string | null
  requiredIf: string | null
  /** Not editable while this holds. */
  readonlyIf: string | null
  /** Must hold when the field has a value. */
  validIf: FormCheck[]
  /** Filled by the server on every write, shown and never asked. */
  computed: string | null
  relation: { collection: string } | null
  /** Added on this instance by a local administrator. */
  local: boolean
  /** Kit that added it. */
  kit?: string
  /** People narrow their searches of the directory by it. */
  facet?: boolean
  /** The natures of offers whose searches it narrows; all of them without. */
  facetKinds?: readonly string[]
  /** An empty list says « everybody »: a search narrowed by this field keeps it. */
  emptyMeansAll?: boolean
  default: unknown
}

export interface FormSection { key: string, label: Label, help: Label | null }

export interface Form {
  collection: string
  label: Label
  singular: Label
  sections: FormSection[]
  fields: FormField[]
  /** Lists of related rows that the rules count; their numbers are given with the values. */
  counts: string[]
}

export const ERROR_CODES = [
  'REQUIRED', 'TOO_LONG', 'TOO_SHORT', 'NOT_A_NUMBER', 'OUT_OF_RANGE', 'NOT_A_CHOICE', 'WRONG_TYPE', 'UNKNOWN_FIELD', 'READ_ONLY',
  'BAD_SIRET', 'BAD_SIREN', 'BAD_RNA', 'BAD_FINESS', 'BAD_NAF', 'BAD_PHONE', 'BAD_EMAIL', 'BAD_URL', 'BAD_HOURS', 'BAD_DATE', 'FAR_DATE', 'BAD_TIME',
  'BAD_POSTAL_CODE', 'BAD_COMMUNE_CODE', 'BAD_COLOR', 'BAD_TIME_ZONE', 'FORBIDDEN_CHARACTERS', 'TWO_PHONES', 'OTHER_FIRM', 'BACKWARD_HOURS', 'NOT_VALID',
  'OUTSIDE_FRANCE', 'LOOKS_LIKE_NIR', 'JUSTICE_NOT_HELD',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

/** `confirm` is a doubt: the screen asks the person, the server lets it pass. */
export type Severity = 'error' | 'confirm'

export interface FieldError { field: string, code: ErrorCode, message: Label, severity: Severity }

/** What a check says of one value. */
export interface Problem { code: ErrorCode, severity?: Severity, message?: Label }

/** A field as it lives in the instance: its `directus_fields` row and what the database says of its column. */
export interface LiveField {
  field: string
  /** Directus type of the column, `alias` when there is none. */
  type: string
  interface: string | null
  options: Record<string, unknown> | null
  special: readonly string[]
  required: boolean
  readonly: boolean
  hidden: boolean
  sort: number | null
  width: string | null
  group: string | null
  note: string | null
  translations: readonly { language: string, translation: string }[] | null
  conditions: readonly LiveCondition[] | null
  validation: Record<string, unknown> | null
  validationMessage: string | null
  maxLength: number | null
  defaultValue: unknown
  /** Collection that a many-to-one or a file points to. */
  relatedCollection: string | null
}

/** A condition of the Studio; the last one whose rule holds wins. */
export interface LiveCondition { name?: string, rule?: unknown, hidden?: boolean | null, required?: boolean | null, readonly?: boolean | null }

/** A rule that a local administrator gave a field, as stored in `field_rules`. */
export interface LocalRule {
  collection: string
  field: string
  kind: RuleKind
  expression: string
  message: Label | null
  /** Where it holds: a structure and those below it; absent or null, everywhere. */
  structure?: string | null
}
